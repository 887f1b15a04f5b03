import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Assistant } from '@parley/assistant';
import type { Auth, SocialClients } from '@parley/auth';
import { openDatabase } from '@parley/db';
import type { Database } from '@parley/db';
import { makeDataFolder } from '@parley/pglite';
import { createApp } from '../src/app.ts';
import type { App } from '../src/app.ts';
import { createLogger } from '../src/log/logger.ts';
import { createMailer } from '../src/mail/mailer.ts';
import { openIdentity } from '../src/start/identity.ts';
import { scriptedAssistant } from './scripted-assistant.ts';

/** The real app on a database of its own, without a port. */
export interface TestApp extends AsyncDisposable {
  app: App;
  auth: Auth | null;
  db: Database;
  /** The public origin. */
  origin: string;
  /** Calls the app at its origin. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Everything logged so far, down to `trace`. */
  log(): string;
  /** Signs a new user up and takes a token. */
  signUp(name?: string): Promise<TestUser>;
}

/** A signed-up user. */
export interface TestUser {
  id: string;
  name: string;
  email: string;
  password: string;
  cookie: string;
  token: string;
}

/** What may differ from the defaults. */
export interface TestAppOptions {
  baseUrl?: string;
  scriptUrl?: string;
  /** @default PGlite in a folder that goes with the app */
  databaseUrl?: string;
  /** @default one that says `Hello there.` */
  assistant?: Assistant;
  smtpUrl?: string;
  /** @default none */
  socialClients?: SocialClients;
}

/** Starts the real parts: migrations, keys, verifier, chat, with an assistant that says what it is told. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const folder = await makeDataFolder();
  const webRoot = join(folder.path, 'web');
  await buildPage(webRoot);
  const lines: string[] = [];
  const log = createLogger({ level: 'trace', stream: { write: (line) => void lines.push(line) } });
  const baseUrl = options.baseUrl ?? 'http://localhost:3000';
  const db = await openDatabase({ dataDir: folder.path, url: options.databaseUrl });
  await db.migrate();
  const mailer = createMailer({
    ...(options.smtpUrl !== undefined && { smtpUrl: options.smtpUrl }),
    from: 'Parley <parley@parley.example>',
    log,
  });
  const { socialClients = {} } = options;
  const settings = {
    baseUrl,
    port: 3000,
    production: false,
    tokenLifetimeSeconds: 600,
    socialClients,
  };
  const identity = await openIdentity({ settings, db, secrets: [randomUUID()], mailer, log });
  const assistant = options.assistant ?? scriptedAssistant(() => ['Hello ', 'there.']);
  const app = await createApp({
    baseUrl,
    trustedProxies: 0,
    auth: identity.auth,
    authenticate: identity.authenticate,
    credentials: identity.credentials,
    db,
    assistant,
    ready: { database: (signal) => db.ping(signal), keys: identity.checkKeys },
    page: {
      chatkit: { scriptUrl: options.scriptUrl ?? null, domainKey: 'local' },
      modelLabel: assistant.label,
    },
    webRoot,
    log,
  });
  const request = async (path: string, init?: RequestInit): Promise<Response> =>
    app.fetch(new Request(`${baseUrl}${path}`, init));
  return {
    app,
    auth: identity.auth,
    db,
    origin: baseUrl,
    request,
    log: () => lines.join(''),
    signUp: (name = 'Ann') => signUp(request, baseUrl, name),
    [Symbol.asyncDispose]: async () => {
      app.endSubscriptions();
      await app.stopAnswers();
      await identity.stop();
      await mailer.close();
      await db.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function buildPage(webRoot: string): Promise<void> {
  await mkdir(join(webRoot, 'assets'), { recursive: true });
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><html><head></head></html>');
  await writeFile(join(webRoot, 'assets', 'app-AbCd1234.js'), 'export {};\n'.repeat(50));
}

async function signUp(
  request: TestApp['request'],
  origin: string,
  name: string,
): Promise<TestUser> {
  const email = `${randomUUID()}@example.com`;
  const password = `pw-${randomUUID()}`;
  const answer = await request('/api/auth/sign-up/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ name, email, password }),
  });
  if (!answer.ok) throw new Error(`sign-up answered ${answer.status}`);
  const { user } = (await answer.json()) as { user: { id: string } };
  const cookie = cookiesOf(answer);
  const tokenAnswer = await request('/api/auth/token', { headers: { cookie } });
  const { token } = (await tokenAnswer.json()) as { token: string };
  return { id: user.id, name, email, password, cookie, token };
}

/** The cookies an answer sets, as a browser would send them back. */
export function cookiesOf(answer: Response): string {
  const pairs = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  return pairs.join('; ');
}

/** Headers of a signed-in JSON request. */
export function bearer(user: Pick<TestUser, 'token'>): Record<string, string> {
  return { authorization: `Bearer ${user.token}`, 'content-type': 'application/json' };
}

/** The body of a chat request that sends a message. */
export function chatMessage(text: string, threadId?: string): string {
  const input = {
    content: [{ type: 'input_text', text }],
    attachments: [],
    quoted_text: null,
    inference_options: {},
  };
  return JSON.stringify(
    threadId === undefined
      ? { type: 'threads.create', params: { input } }
      : { type: 'threads.add_user_message', params: { thread_id: threadId, input } },
  );
}

/** The events of a chat answer. */
export async function eventsOf(answer: Response): Promise<Record<string, unknown>[]> {
  const text = await answer.text();
  return [...text.matchAll(/^data: (.*)$/gm)].map(
    (match) => JSON.parse(match[1] ?? '') as Record<string, unknown>,
  );
}
