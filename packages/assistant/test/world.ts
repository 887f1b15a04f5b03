import { randomUUID } from 'node:crypto';
import { contextForUser, createCaller, type AppCaller, type TaskOut } from '@parley/api';
import { createChatKitServer } from '@parley/chatkit';
import type { ThreadStreamEvent, WidgetItem } from '@parley/chatkit/protocol';
import { createClient, createConversation, type ClientReply } from '@parley/chatkit/testing';
import { createChatStore, openDatabase, schema, type Database } from '@parley/db';
import { makeDataFolder } from '@parley/pglite';
import type { Assistant, AssistantContext } from '../src/index.ts';

/** A real database, shared by a test file; every user in it is a world of its own. */
export interface World extends AsyncDisposable {
  db: Database;
  addUser(options: UserOptions): Promise<User>;
}

/** Where and when a user lives. */
export interface UserOptions {
  name: string;
  /** What the procedures take for the present. */
  now: Date | (() => Date);
  timeZone: string;
  /** Somebody whose tasks this user begins with copies of. @default nobody */
  tasksOf?: User | undefined;
}

/** A user with the real procedures, and a note of every call made for them. */
export interface User {
  id: string;
  context: AssistantContext;
  /** Calls of procedures through the context's caller, oldest first. */
  calls: { tool: string; input: Record<string, unknown> }[];
  tasks(): Promise<TaskOut[]>;
  caller: AppCaller;
}

/** Opens an in-process PostgreSQL in a folder of its own. */
export async function openWorld(): Promise<World> {
  const folder = await makeDataFolder();
  const db = await openDatabase({ dataDir: folder.path });
  await db.migrate();
  return {
    db,
    addUser: (options) => addUser(db, options),
    async [Symbol.asyncDispose]() {
      await db.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function addUser(db: Database, { name, now, timeZone, tasksOf }: UserOptions): Promise<User> {
  const id = `user-${randomUUID()}`;
  await db.drizzle.insert(schema.user).values({ id, name, email: `${id}@example.com` });
  if (tasksOf) await copyTasks(db, tasksOf, id);
  const auth = {
    userId: id,
    sessionId: 'session',
    name,
    issuedAt: new Date(0),
    expiresAt: new Date(8_640_000_000_000),
  };
  const caller = createCaller(
    contextForUser({
      auth,
      db,
      requestId: 'test',
      timeZone,
      now: typeof now === 'function' ? now : () => now,
    }),
  );
  const calls: User['calls'] = [];
  return {
    id,
    calls,
    caller,
    context: {
      userId: id,
      userName: name,
      caller: noting(caller, calls),
      timeZone,
      locale: 'en',
      requestId: 'test',
    },
    tasks: async () =>
      (await caller.tasks.list({ sort: 'number', order: 'asc', limit: 100 })).tasks,
  };
}

/** Gives a user copies of the rows of another, which is ten times as fast as making them again. */
async function copyTasks(db: Database, from: User, to: string): Promise<void> {
  const all = copied.get(from) ?? (await db.drizzle.select().from(schema.tasks));
  const rows = all.filter((row) => row.userId === from.id);
  copied.set(from, rows);
  if (rows.length === 0) return;
  await db.drizzle.insert(schema.tasks).values(rows.map((row) => ({ ...row, userId: to })));
  const lastTaskNumber = Math.max(...rows.map((row) => row.number));
  // The rows themselves have made the counters' row, which counts changes too.
  await db.drizzle
    .insert(schema.userCounters)
    .values({ userId: to, lastTaskNumber })
    .onConflictDoUpdate({ target: schema.userCounters.userId, set: { lastTaskNumber } });
}

const copied = new WeakMap<User, (typeof schema.tasks.$inferSelect)[]>();

/** The real caller, with a note of each call before it is made. */
function noting(caller: AppCaller, calls: User['calls']): AppCaller {
  const tasks = new Proxy(caller.tasks, {
    get: (target, name) => (input: Record<string, unknown>) => {
      calls.push({ tool: `tasks.${String(name)}`, input });
      const procedure: unknown = Reflect.get(target, name);
      return (procedure as (input: unknown) => Promise<unknown>)(input);
    },
  });
  return new Proxy(caller, {
    get: (target, name) => (name === 'tasks' ? tasks : Reflect.get(target, name)),
  });
}

/** What the user saw of one turn. */
export interface Seen {
  events: ThreadStreamEvent[];
  /** All assistant messages and the questions of cards, joined by line breaks. */
  text: string;
  /** Widgets as they are at the end of the turn. */
  widgets: WidgetItem[];
}

/** A conversation through the real ChatKit server and store. */
export interface Chat {
  say(text: string): Promise<Seen>;
  press(action: { type: string; payload?: unknown }, itemId?: string): Promise<Seen>;
  retry(): Promise<Seen>;
  threadId(): string;
}

/** Begins a thread of `user`, or goes on with one after a restart. */
export function openChat(
  world: World,
  user: User,
  options: { assistant: Assistant; threadId?: string },
): Chat {
  const { assistant } = options;
  const server = createChatKitServer<AssistantContext>({
    store: createChatStore(world.db),
    respond: (input) => assistant.respond(input),
    action: (input) => assistant.action(input),
  });
  const chat = createConversation(createClient(server, user.context));
  const opened = options.threadId === undefined ? Promise.resolve() : chat.open(options.threadId);
  const shown = async (turn: () => Promise<ClientReply>): Promise<Seen> => {
    await opened;
    return seen((await turn()).events);
  };
  return {
    say: (text) => shown(() => chat.say(text)),
    press: (action, itemId) => shown(() => chat.act(action, itemId)),
    retry: () => shown(() => chat.retry()),
    threadId: () => chat.thread?.id ?? '',
  };
}

function seen(events: ThreadStreamEvent[]): Seen {
  const texts: string[] = [];
  const widgets = new Map<string, WidgetItem>();
  for (const event of events) {
    if (event.type !== 'thread.item.done' && event.type !== 'thread.item.replaced') continue;
    if (event.item.type === 'widget') widgets.set(event.item.id, event.item);
    if (event.item.type === 'assistant_message')
      texts.push(...event.item.content.map((part) => part.text));
  }
  const questions = [...widgets.values()].flatMap(({ widget, copy_text: words = '' }) =>
    widget.type === 'Card' && widget.confirm ? [words] : [],
  );
  return { events, text: [...texts, ...questions].join('\n'), widgets: [...widgets.values()] };
}
