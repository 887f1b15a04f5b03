import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { inject, vi } from 'vitest';
import { createTestDatabase } from '@parley/postgres';
// For the type of what the set-up provides.
import '@parley/postgres/global-setup';
import { createAuth } from '../src/index.ts';
import type { Auth, AuthOptions } from '../src/index.ts';
import { createTables, schema } from './auth-schema.ts';

export const ISSUER = 'http://localhost:3000';
export const AUDIENCE = 'parley';
export const SECRET = 'a-secret-for-tests-that-is-long-enough-0123456789';
export const PASSWORD = 'correct horse';

/** One real sign-in server on a real, empty PostgreSQL database. */
export interface AuthServer extends AsyncDisposable {
  auth: Auth;
  /** Runs statements; with values, one statement. Resolves to its rows. */
  sql<Row = Record<string, unknown>>(text: string, values?: string[]): Promise<Row[]>;
  /** A connection of its own, for what holds locks. */
  connect(): postgres.Sql;
  mails: { to: string; url: string }[];
  log: string[];
  /** A further sign-in server on the same database, as another process would be. */
  another(options?: Partial<AuthOptions>): Auth;
}

/** Starts it; the limits for haste are off unless asked for. */
export async function startAuthServer(options: Partial<AuthOptions> = {}): Promise<AuthServer> {
  const own = await createTestDatabase(inject('postgresUrl'));
  const open = (max: number) => postgres(own.url, { max, onnotice: () => undefined });
  const pool = open(4);
  await pool.unsafe(createTables);
  const mails: AuthServer['mails'] = [];
  const log: string[] = [];
  const orm = drizzle(pool, { schema });
  const another: AuthServer['another'] = (more = {}) =>
    createAuth({
      database: orm,
      schema,
      secret: SECRET,
      issuer: ISSUER,
      audience: AUDIENCE,
      isProduction: false,
      rateLimit: { enabled: false },
      sendResetPassword: async ({ user, url }) => {
        mails.push({ to: user.email, url });
      },
      sendSignInLink: async ({ user, url }) => {
        mails.push({ to: user.email, url });
      },
      log: (level, message) => log.push(`${level} ${message}`),
      ...options,
      ...more,
    });
  return {
    auth: another(),
    sql: async (text, values) => [...(await pool.unsafe(text, values))] as never,
    connect: () => open(1),
    mails,
    log,
    another,
    async [Symbol.asyncDispose]() {
      await pool.end();
      await own.drop();
    },
  };
}

/** Moves the clock of this process without touching its timers; `vi.useRealTimers()` ends it. */
export function moveClock(seconds: number): void {
  const time = Date.now() + seconds * 1000;
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(time);
}

/** A browser as far as this matters: keeps cookies, sends its page's origin. */
export interface Browser {
  cookies: Map<string, string>;
  get(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body: unknown, init?: RequestInit): Promise<Response>;
  signUp(email: string, name?: string): Promise<Response>;
  signIn(email: string, password?: string): Promise<Response>;
  token(): Promise<string>;
}

/** Opens a browser at a sign-in server; with the cookies of another, as after a move of the server. */
export function openBrowser(auth: Auth, jar: string | Map<string, string> = ISSUER): Browser {
  const origin = typeof jar === 'string' ? jar : ISSUER;
  const cookies = typeof jar === 'string' ? new Map<string, string>() : jar;

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ origin, ...Object.fromEntries(new Headers(init.headers)) });
    if (cookies.size > 0) {
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    }
    const response = await auth.handler(
      new Request(`${origin}/api/auth${path}`, { ...init, headers }),
    );
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  const post: Browser['post'] = (path, body, init = {}) => {
    const headers = { 'content-type': 'application/json', ...(init.headers as object) };
    return send(path, { method: 'POST', body: JSON.stringify(body), ...init, headers });
  };

  return {
    cookies,
    get: send,
    post,
    signUp: (email, name = 'Ada') => post('/sign-up/email', { email, name, password: PASSWORD }),
    signIn: (email, password = PASSWORD) => post('/sign-in/email', { email, password }),
    async token() {
      const response = await send('/token');
      if (response.status !== 200) throw new Error(`/token answered ${response.status}`);
      return ((await response.json()) as { token: string }).token;
    },
  };
}
