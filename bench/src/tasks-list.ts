import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@parley/postgres';
import autocannon from 'autocannon';
import postgresClient from 'postgres';
import { startProgram } from './program.ts';
import { median } from './report.ts';
import type { Figure } from './report.ts';
import { mutate, signUp, signUpWithToken } from './visitor.ts';

const ROUNDS = 3;
const SECONDS = 5;
const CONNECTIONS = 32;

/** One server's load: where, and as whom. */
interface Contender {
  name: string;
  url: string;
  headers: Record<string, string>;
}

/** What came of it, the middle round of each figure. */
interface Load {
  requests: number;
  p50: number;
  p99: number;
}

/**
 * An authenticated `tasks.list` of 20 rows against bare node:http with the same query, and against
 * the usual template's way, round by round on the same PostgreSQL.
 */
export async function measureTasksList(): Promise<Figure[]> {
  await using postgres = await startPostgres({ durable: true });
  const data = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  try {
    const env = {
      DATABASE_URL: await postgres.createDatabase(),
      AUTH_SECRET: randomBytes(32).toString('hex'),
      PARLEY_DATA: data,
      TOKEN_LIFETIME_SECONDS: '3600',
    };
    await using parley = await startProgram('parley', { env, path: '/readyz' });
    const visitor = await signUpWithToken(parley.url);
    for (let row = 1; row <= 20; row += 1) {
      const input = { title: `Task ${row}`, tags: ['home'] };
      await mutate(parley.url, { visitor, procedure: 'tasks.create', input });
    }
    await using bare = await startProgram('bare', {
      env: { ...env, BENCH_USER: visitor.userId },
      path: '/',
    });
    await using template = await startProgram('template', { env, path: '/healthz' });

    const templateVisitor = await signUp(template.url);
    await copyTasks(env.DATABASE_URL, { from: visitor.userId, to: templateVisitor.userId });

    const input = encodeURIComponent(JSON.stringify({ limit: 20 }));
    const templateInput = encodeURIComponent(JSON.stringify({ json: { limit: 20 } }));
    const contenders: Contender[] = [
      {
        name: 'Parley',
        url: `${parley.url}/api/trpc/tasks.list?input=${input}`,
        headers: { authorization: `Bearer ${visitor.token}` },
      },
      { name: 'bare node:http', url: `${bare.url}/`, headers: {} },
      {
        name: "template's way",
        url: `${template.url}/api/trpc/tasks.list?input=${templateInput}`,
        headers: { cookie: templateVisitor.cookie },
      },
    ];
    const loads = await rounds(contenders);
    const [own, least, usual] = contenders.map(({ name }) => loads.get(name));
    if (own === undefined || least === undefined || usual === undefined) throw new Error('no load');
    return [
      ...contenders.flatMap(({ name }) => figuresOf(name, loads.get(name))),
      {
        name: 'Parley / bare node:http',
        value: own.requests / least.requests,
        unit: '×',
        aim: { atLeast: 0.5 },
      },
      {
        name: "Parley / template's way",
        value: own.requests / usual.requests,
        unit: '×',
        aim: { atLeast: 5 },
      },
    ];
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function rounds(contenders: readonly Contender[]): Promise<Map<string, Load>> {
  const runs = new Map<string, Load[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await load(contender, 2);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const contender of contenders) {
      runs.get(contender.name)?.push(await load(contender, SECONDS));
    }
  }
  return new Map(
    [...runs].map(([name, loads]) => [
      name,
      {
        requests: median(loads.map(({ requests }) => requests)),
        p50: median(loads.map(({ p50 }) => p50)),
        p99: median(loads.map(({ p99 }) => p99)),
      },
    ]),
  );
}

async function load(contender: Contender, seconds: number): Promise<Load> {
  const result = await autocannon({
    url: contender.url,
    headers: contender.headers,
    connections: CONNECTIONS,
    duration: seconds,
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${contender.name}: ${result.non2xx} refused, ${result.errors} failed`);
  }
  return {
    requests: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

function figuresOf(name: string, load: Load | undefined): Figure[] {
  if (load === undefined) return [];
  return [
    { name: `tasks.list, ${name}`, value: load.requests, unit: 'req/s' },
    { name: `tasks.list, ${name}, p50`, value: load.p50, unit: 'ms' },
    { name: `tasks.list, ${name}, p99`, value: load.p99, unit: 'ms' },
  ];
}

/** Gives one user the same tasks as another. */
async function copyTasks(url: string, users: { from: string; to: string }): Promise<void> {
  const sql = postgresClient(url, { max: 1 });
  try {
    await sql`
      insert into tasks
      select (jsonb_populate_record(t, jsonb_build_object('user_id', ${users.to}::text))).*
      from tasks t where user_id = ${users.from}
    `;
  } finally {
    await sql.end();
  }
}
