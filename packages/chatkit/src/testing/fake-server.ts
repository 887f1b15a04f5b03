import { createMemoryStore } from '../memory-store.ts';
import type { ActionInput, ChatKitServerOptions, RespondInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { ThreadItem } from '../protocol/item.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import { createChatKitServer } from '../server.ts';
import type { Store } from '../store.ts';
import type { FakeFault } from './fake-fault.ts';
import { answerWithFault } from './fake-fault.ts';
import type { FakeReply } from './fake-reply.ts';
import { playReply, saidIn } from './fake-reply.ts';
import type { FakeThread } from './fake-thread.ts';
import { storeThreads } from './fake-thread.ts';
import type { FakeUploads } from './fake-uploads.ts';
import { createFakeUploads } from './fake-uploads.ts';
import { createRepeatable } from './repeatable.ts';

/** Options of {@link createFakeServer}. */
export interface FakeServerOptions {
  /** What is stored when the test begins, oldest first. */
  threads?: readonly FakeThread[];
  /** Answers, one per turn, in this order; {@link FakeServer.reply} adds to them. */
  replies?: readonly FakeReply[];
  /** Answers to what is said, before `replies`: the first whose words fit, any number of times. */
  answers?: readonly { to: string | RegExp; reply: FakeReply }[];
  /** Answers once the replies are used up. @default 'You said: …' */
  fallback?: FakeReply;
  /** Answers actions, by their type. An action of another type is an error. */
  actions?: Readonly<Record<string, FakeReply>>;
  /** Anything else of the server, such as `syncAction`, `transcribe` or `streamOptions`. */
  server?: Partial<Omit<ChatKitServerOptions<null>, 'respond' | 'action' | 'store'>>;
}

/** A request as it came in. */
export interface FakeRequest {
  /** Operation, such as `threads.create`; empty for anything that is none. */
  type: string;
  /** Its `params`; absent for anything that is no operation. */
  params: Record<string, unknown> | undefined;
  headers: Headers;
}

/** A ChatKit server for tests of front ends: all of the protocol, one user, no model. */
export interface FakeServer {
  /** Stands in for `fetch`, with any address. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Answers one request; the same as `fetch`, for routers and interceptors. */
  handle(request: Request): Promise<Response>;
  /** Adds answers for the turns to come. */
  reply(...replies: FakeReply[]): void;
  /** Makes the next requests fail, one each. */
  fail(...faults: FakeFault[]): void;
  /** Every request so far, oldest first, those that failed too. */
  readonly requests: readonly FakeRequest[];
  /** Bytes that were uploaded, by the id of their attachment. */
  readonly uploads: ReadonlyMap<string, Uint8Array>;
  /** Threads as they are stored, oldest first. */
  threads(): Promise<ThreadMetadata[]>;
  /** Everything stored in a thread, hidden items too, oldest first. */
  items(threadId: string): Promise<ThreadItem[]>;
  /** Resolves once no turn is running. */
  idle(): Promise<void>;
  /** Ends every running turn. */
  close(): Promise<void>;
}

const everything = { limit: 10_000, order: 'asc' as const };

/**
 * Makes a fake server. Give its `fetch` to the element: `api: { url: '/chatkit', fetch: fake.fetch
 * }`.
 *
 * It is the server of this package on a memory store, with scripts in the place of a model, so what
 * a front end sees is what it will see. Ids count up (`thr_1`, `msg_2`) and the clock goes on by a
 * millisecond per look, so that runs are alike.
 */
export function createFakeServer(options: FakeServerOptions = {}): FakeServer {
  const { answers = [], fallback = echo, actions = {}, threads = [] } = options;
  const replies = [...(options.replies ?? [])];
  const faults: FakeFault[] = [];
  const requests: FakeRequest[] = [];
  const store: Store<null> = createMemoryStore<null>({ owner: () => 'user' });
  const uploads: FakeUploads = createFakeUploads();
  const { generateId, now } = createRepeatable();

  const server = createChatKitServer<null>({
    generateId,
    now,
    attachments: uploads.store,
    ...options.server,
    store,
    respond(input: RespondInput<null>): AsyncIterable<ThreadStreamEvent> {
      const said = saidIn(input.item);
      const fitting = answers.find(({ to }) =>
        typeof to === 'string' ? said === to : said.search(to) !== -1,
      );
      return playReply(fitting?.reply ?? replies.shift() ?? fallback, input);
    },
    action(input: ActionInput<null>): AsyncIterable<ThreadStreamEvent> {
      const reply = actions[input.action.type];
      if (reply === undefined) throw new RangeError(`no action ${input.action.type} is faked`);
      return playReply(reply, input);
    },
  });

  const ready = storeThreads(threads, { store, generateId, now });

  async function handle(request: Request): Promise<Response> {
    await ready;
    const upload = await uploads.take(request);
    if (upload !== null) return upload;
    requests.push(await readRequest(request.clone()));
    const fault = faults.shift();
    const answer = async (): Promise<Response> => server.handle(request, null);
    return fault === undefined ? answer() : answerWithFault(fault, answer);
  }

  return {
    handle,
    fetch: async (input, init) =>
      handle(new Request(input instanceof Request ? input : absolute(input), init)),
    reply: (...more) => void replies.push(...more),
    fail: (...more) => void faults.push(...more),
    requests,
    uploads: uploads.bytes,
    async threads() {
      await ready;
      return (await store.loadThreads(everything, null)).data;
    },
    async items(threadId) {
      await ready;
      return (await store.loadItems(threadId, everything, null)).data;
    },
    idle: async () => server.idle(),
    close: async () => server.close(),
  };
}

function echo(input: RespondInput<null> | ActionInput<null>): string {
  return `You said: ${'item' in input ? saidIn(input.item) : input.action.type}`;
}

function absolute(input: string | URL): URL {
  return new URL(input, 'http://chatkit.test/');
}

async function readRequest(request: Request): Promise<FakeRequest> {
  const { headers } = request;
  const body: unknown = await request.json().catch(() => null);
  if (typeof body !== 'object' || body === null) return { type: '', params: undefined, headers };
  const { type, params } = body as { type?: unknown; params?: unknown };
  const isDictionary = typeof params === 'object' && params !== null;
  return {
    type: typeof type === 'string' ? type : '',
    params: isDictionary ? { ...params } : undefined,
    headers,
  };
}
