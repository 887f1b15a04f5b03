import { randomUUID } from 'node:crypto';
import { schema } from '@parley/db';
import type { Database } from '@parley/db';
import { afterAll, beforeAll } from 'vitest';
import { createApiContextFactory, createCaller, handleTrpc } from '../src/index.ts';
import type { ApiContext, ApiErrorShape, ApiFailure, AppCaller } from '../src/index.ts';
import { openTestDatabase } from './database.ts';
import type { OpenedDatabase } from './database.ts';
import { createTestIssuer } from './tokens.ts';
import type { TestIssuer } from './tokens.ts';

export const ORIGIN = 'http://parley.test';

/** Somebody with an account. */
export interface TestUser {
  id: string;
  email: string;
  token: string;
  /** Calls inside the process, through the same token. */
  caller: AppCaller;
}

/** An answer with its body read. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** How a call differs from a well-formed one of a stranger. */
export interface CallOptions {
  token?: string;
  input?: unknown;
  headers?: Record<string, string>;
}

/** The API behind its HTTP door, with two users who know nothing of each other. */
export interface TestApi {
  db: Database;
  issuer: TestIssuer;
  ada: TestUser;
  bob: TestUser;
  /** What went to the log. */
  failures: ApiFailure[];
  context(request: Request): ApiContext;
  send(request: Request): Promise<Response>;
  query(path: string, options?: CallOptions): Promise<Answer>;
  mutate(path: string, options?: CallOptions): Promise<Answer>;
}

export const REQUEST_ID = 'request-1';

async function createTestApi(db: Database): Promise<TestApi> {
  const issuer = createTestIssuer();
  const context = (request: Request): ApiContext =>
    createApiContextFactory({ authenticate: issuer.authenticate, db })(request, {
      requestId: REQUEST_ID,
    });
  const failures: ApiFailure[] = [];
  const send = (request: Request): Promise<Response> =>
    handleTrpc(request, {
      context: context(request),
      onError: (failure) => failures.push(failure),
    });

  async function addUser(name: string): Promise<TestUser> {
    const id = randomUUID();
    const email = `${name}-${id}@parley.test`;
    await db.drizzle.insert(schema.user).values({ id, name, email });
    const token = issuer.tokenFor(id);
    const request = new Request(ORIGIN, { headers: { authorization: `Bearer ${token}` } });
    return { id, email, token, caller: createCaller(context(request)) };
  }

  async function answer(request: Request): Promise<Answer> {
    const response = await send(request);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  return {
    db,
    issuer,
    ada: await addUser('Ada'),
    bob: await addUser('Bob'),
    failures,
    context,
    send,
    query: (path, options) => answer(queryRequest(path, options)),
    mutate: (path, options) => answer(mutationRequest(path, options)),
  };
}

/** The request a client sends for a query or a subscription. */
export function queryRequest(path: string, { token, input, headers }: CallOptions = {}): Request {
  const url = new URL(`/api/trpc/${path}`, ORIGIN);
  if (input !== undefined) url.searchParams.set('input', JSON.stringify(input));
  return new Request(url, { headers: { ...bearer(token), ...headers } });
}

/** The request a client sends for a mutation. */
export function mutationRequest(
  path: string,
  { token, input, headers }: CallOptions = {},
): Request {
  return new Request(new URL(`/api/trpc/${path}`, ORIGIN), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(token), ...headers },
    body: JSON.stringify(input ?? {}),
  });
}

/** Sends Ada's request to any address and reads the answer. */
export async function sendAs(api: TestApi, path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${api.ada.token}`);
  const response = await api.send(new Request(new URL(path, ORIGIN), { ...init, headers }));
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** A POST as a page or program may send it. */
export function post(
  body: NonNullable<RequestInit['body']>,
  type = 'application/json',
): RequestInit {
  return { method: 'POST', headers: { 'content-type': type }, body, duplex: 'half' };
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** The error in a body, or undefined when there is none. */
export function errorOf(body: unknown): ApiErrorShape | undefined {
  return (body as { error?: ApiErrorShape }).error;
}

/**
 * Opens the database of a test file and closes it after the last test. Call it once, at the top; what
 * it gives back makes the API with two fresh users, for one test.
 */
export function useTestApi(): () => Promise<TestApi> {
  const opened = Promise.withResolvers<OpenedDatabase>();
  beforeAll(async () => {
    opened.resolve(await openTestDatabase());
    await opened.promise;
  });
  afterAll(async () => {
    await (await opened.promise).close();
  });
  return async () => createTestApi((await opened.promise).db);
}
