// The least a server can do: node:http, one query, no framework, no authentication.
import { createServer } from 'node:http';
import postgres from 'postgres';

const sql = postgres(process.env['DATABASE_URL'] ?? '', { max: 10 });
const userId = process.env['BENCH_USER'] ?? '';

const server = createServer((_request, response) => {
  sql`
    select id, number, title, notes, status, priority, due_at, due_has_time, tags,
           created_at, updated_at, completed_at
    from tasks
    where user_id = ${userId} and deleted_at is null
    order by created_at desc, id desc
    limit 20
  `.then(
    (rows) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(rows));
    },
    () => response.writeHead(500).end(),
  );
});
server.listen(Number(process.env['PORT']));
