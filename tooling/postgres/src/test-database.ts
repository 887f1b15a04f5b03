import { randomUUID } from 'node:crypto';
import postgres from 'postgres';

/** A database of one test's own. */
export interface TestDatabase extends AsyncDisposable {
  url: string;
  /** Deletes the database, ending whatever is still connected to it. */
  drop(): Promise<void>;
}

/** Makes an empty database on the server at `adminUrl`. */
export async function createTestDatabase(adminUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(adminUrl, `create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const drop = (): Promise<void> =>
    execute(adminUrl, `drop database if exists ${name} with (force)`);
  return { url: url.href, drop, [Symbol.asyncDispose]: drop };
}

async function execute(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
