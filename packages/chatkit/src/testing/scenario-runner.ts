import type { ActionInput, ChatKitServerOptions, IdKind } from '../options.ts';
import type { ThreadItem } from '../protocol/item.ts';
import { createChatKitServer } from '../server.ts';
import type { AttachmentStore, Store } from '../store.ts';
import type { LeaveBy } from './client.ts';
import { createClient } from './client.ts';
import type { Scenario, ScenarioExpectation, ScenarioHooks, ScenarioOutcome } from './scenario.ts';
import { withoutTimes } from './scenario.ts';
import { runScript } from './script.ts';

/** Where and how a scenario is replayed. */
export interface ScenarioRun<Context> {
  /** An empty store. */
  store: Store<Context>;
  /** Who sends the requests. */
  context: Context;
  /** How the client goes away where it does. @default 'abort' */
  leaveBy?: LeaveBy;
}

const prefixes: Readonly<Record<IdKind, string>> = {
  thread: 'thr',
  message: 'msg',
  tool_call: 'tc',
  workflow: 'wf',
  task: 'tsk',
  attachment: 'atc',
  hidden_context: 'shcx',
};

const startOfTime = Date.UTC(2026, 0, 1);

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
  let ids = 0;
  let time = startOfTime;

  const options: ChatKitServerOptions<Context> = {
    store,
    generateId(kind) {
      ids += 1;
      const id = `${prefixes[kind]}_${ids}`;
      if (kind === 'attachment') attachmentIds.push(id);
      return id;
    },
    now() {
      time += 1;
      return new Date(time);
    },
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
    const leaving = abortAfter === undefined ? {} : { abortAfter, leaveBy };
    const reply = await client.send(step.request, leaving);
    const answer =
      reply.status === 200
        ? reply.json === undefined
          ? { events: reply.events }
          : { json: reply.json }
        : { raises: raisedBy(reply.status, step.expect.raises) };
    steps.push(withoutTimes({ ...answer, hook_calls: calls }) as ScenarioExpectation);
  }
  await server.idle();
  const stored = await readStore(store, context, attachmentIds);
  return { steps, store: { ...stored, attachment_bytes_deleted: deleted } };
}

/** The reference's exception a status stands for; several stand for 400, so the expected one. */
function raisedBy(status: number, expected: string | undefined): string {
  if (status === 404) return 'NotFoundError';
  return status === 400 && expected !== undefined && expected !== 'NotFoundError'
    ? expected
    : `status ${status}`;
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
  const query = { limit: 1_000, order: 'asc' as const };
  const threads = (await store.loadThreads(query, context)).data;
  const items: Record<string, unknown[]> = {};
  for (const thread of threads) {
    const page = await store.loadItems(thread.id, query, context);
    items[thread.id] = page.data.map(withoutTimes);
  }
  const found = await Promise.allSettled(
    attachmentIds.map((id) => store.loadAttachment(id, context)),
  );
  const attachments = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  return { threads: threads.map(withoutTimes), items, attachments: attachments.map(withoutTimes) };
}
