import type { ActionInput, ChatKitServerOptions } from '../options.ts';
import type { ThreadItem } from '../protocol/item.ts';
import type { Page } from '../protocol/page.ts';
import { createChatKitServer } from '../server.ts';
import type { AttachmentStore, PageQuery, Store } from '../store.ts';
import type { ClientReply, LeaveBy } from './client.ts';
import { createClient } from './client.ts';
import type { Scenario, ScenarioExpectation, ScenarioHooks, ScenarioOutcome } from './scenario.ts';
import { withoutTimes } from './scenario.ts';
import { createRepeatable } from './repeatable.ts';
import { runScript } from './script.ts';

/** Where and how a scenario is replayed. */
export interface ScenarioRun<Context> {
  /** An empty store. */
  store: Store<Context>;
  /** Who sends the requests. */
  context: Context;
  /** How the client goes away where it does. @default 'abort' */
  leaveBy?: LeaveBy;
  /** Options of the server that a recording does not speak of, to see that they change nothing. */
  options?: Partial<ChatKitServerOptions<Context>>;
}

/**
 * Replays a scenario and says what came out, to be compared with `expectedOutcome(scenario)`.
 *
 * Works with any store: ids come from one counter, and each reading of the clock is a millisecond
 * later than the one before.
 */
export async function runScenario<Context>(
  scenario: Scenario,
  run: ScenarioRun<Context>,
): Promise<ScenarioOutcome> {
  const { store, context, leaveBy = 'abort' } = run;
  const deleted: string[] = [];
  const attachmentIds: string[] = [];
  let hooks: ScenarioHooks = {};
  let calls: unknown[] = [];
  const { generateId, now } = createRepeatable();

  const options: ChatKitServerOptions<Context> = {
    // Who sends the same words twice in a recording means them twice.
    retryWindowMs: 0,
    ...run.options,
    store,
    generateId(kind) {
      const id = generateId(kind);
      if (kind === 'attachment') attachmentIds.push(id);
      return id;
    },
    now,
    streamOptions: () => ({ allow_cancel: hooks.allow_cancel ?? true }),
    respond(input) {
      const { thread, item } = input;
      calls.push({ hook: 'respond', thread_id: thread.id, input: structuredClone(item) });
      return runScript(hooks.respond ?? [], input);
    },
    action(input) {
      calls.push(actionCall('action', input));
      return runScript(hooks.action ?? [], input);
    },
    async syncAction(input) {
      calls.push(actionCall('sync_action', input));
      const item = hooks.sync_action ?? null;
      if (item === null) return null;
      const base = { thread_id: input.thread.id, created_at: input.now().toISOString() };
      return { ...base, ...item } as unknown as ThreadItem;
    },
    feedback({ threadId, itemIds, kind }) {
      calls.push({ hook: 'add_feedback', thread_id: threadId, item_ids: itemIds, kind });
    },
    async transcribe({ audio, mimeType, mediaType }) {
      const bytes_base64 = btoa(String.fromCharCode(...audio));
      const media = { mime_type: mimeType, media_type: mediaType };
      calls.push({ hook: 'transcribe', bytes_base64, ...media });
      return hooks.transcribe ?? '';
    },
    ...(scenario.attachments === false ? {} : { attachments: attachmentFiles(deleted) }),
  };

  const server = createChatKitServer(options);
  const client = createClient(server, context);
  const steps: ScenarioExpectation[] = [];
  for (const step of scenario.steps) {
    ({ hooks } = step);
    calls = [];
    const abortAfter = step.abort_after_events;
    // The responder waits by then, so it must have been asked for what comes after.
    const leaving = abortAfter === undefined ? {} : { abortAfter, leaveBy, readAhead: true };
    const reply = await client.send(step.request, leaving);
    const answer = answerOf(reply, step.expect);
    steps.push(withoutTimes({ ...answer, hook_calls: calls }) as ScenarioExpectation);
  }
  await server.idle();
  const stored = await readStore(store, context, attachmentIds);
  return { steps, store: { ...stored, attachment_bytes_deleted: deleted } };
}

/** What a reply is in the words of a recording. */
function answerOf(reply: ClientReply, expected: ScenarioExpectation): ScenarioExpectation {
  const { status, json, events } = reply;
  if (status !== 200) return { raises: raisedBy(reply, expected.raises) };
  if (json !== undefined) return { json };
  const last = events.at(-1);
  // Where the reference's stream broke, ours says so and ends; what came before is the same.
  if (expected.raises !== undefined && last?.type === 'error' && last.code === 'stream.error') {
    const before = expected.events === undefined ? {} : { events: events.slice(0, -1) };
    return { ...before, raises: expected.raises };
  }
  return { events };
}

/** Our error codes that stand for exceptions of the reference; others stand for any other one. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  ValidationError: ['invalid_request', 'invalid_json', 'unknown_operation'],
  ValueError: ['not_allowed'],
  RuntimeError: ['not_supported'],
  NotImplementedError: ['not_supported'],
};

/** The exception that a refusal stands for: the expected one, or what was answered instead. */
function raisedBy({ status, json }: ClientReply, expected: string | undefined): string {
  if (status === 404) return 'NotFoundError';
  const { code } = (json as { error: { code: string } }).error;
  if (status === 400 && expected !== undefined && expected !== 'NotFoundError') {
    const codes = exceptions[expected];
    if (codes === undefined || codes.includes(code)) return expected;
  }
  return `${status} ${code}`;
}

function actionCall<Context>(hook: string, input: ActionInput<Context>): unknown {
  const { type, payload = null } = input.action;
  const sender_id = input.sender?.id ?? null;
  return { hook, thread_id: input.thread.id, action: { type, payload }, sender_id };
}

function attachmentFiles<Context>(deleted: string[]): AttachmentStore<Context> {
  return {
    async createAttachment({ id, name, mime_type }) {
      const url = `https://files.example/${id}`;
      const base = {
        id,
        name,
        mime_type,
        upload_descriptor: { url, method: 'PUT' as const, headers: { 'x-upload': '1' } },
        metadata: { private: 'yes' },
      };
      return mime_type.startsWith('image/')
        ? { ...base, type: 'image', preview_url: `${url}/preview` }
        : { ...base, type: 'file' };
    },
    async deleteAttachment(attachmentId) {
      deleted.push(attachmentId);
    },
  };
}

async function readStore<Context>(
  store: Store<Context>,
  context: Context,
  attachmentIds: readonly string[],
): Promise<Omit<ScenarioOutcome['store'], 'attachment_bytes_deleted'>> {
  const threads = await everyRow((query) => store.loadThreads(query, context));
  const items: Record<string, unknown[]> = {};
  for (const { id } of threads) {
    const rows = await everyRow((query) => store.loadItems(id, query, context));
    items[id] = rows.map(withoutTimes);
  }
  const found = await Promise.allSettled(
    attachmentIds.map((id) => store.loadAttachment(id, context)),
  );
  const attachments = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  return { threads: threads.map(withoutTimes), items, attachments: attachments.map(withoutTimes) };
}

async function everyRow<Row>(read: (query: PageQuery) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await read({ limit: 500, order: 'asc', after });
    rows.push(...page.data);
    ({ after } = page);
  } while (after !== undefined);
  return rows;
}
