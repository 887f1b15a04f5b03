import { readFileSync, readdirSync } from 'node:fs';
import { expectedOutcome, runScenario } from '@parley/chatkit/testing';
import type { Scenario } from '@parley/chatkit/testing';
import { attachmentIndexContract, storeContract } from '@parley/chatkit/testing/contract';
import type { ThreadItem, ThreadMetadata } from '@parley/chatkit/protocol';
import { describe, expect, test } from 'vitest';
import { engines, ownDatabase } from '../../test/databases.ts';
import { createChatStore, schema } from '../index.ts';

const scenarios = new URL('../../../chatkit/scenarios/', import.meta.url);
const ann = { userId: 'ann' };
const thread: ThreadMetadata = {
  id: 'thr_1',
  created_at: '2026-01-01T00:00:00.000Z',
  status: { type: 'active' },
  metadata: {},
};

function message(id: string, text: string): ThreadItem {
  return {
    id,
    thread_id: 'thr_1',
    created_at: '2026-01-01T00:00:00.000Z',
    type: 'assistant_message',
    content: [{ type: 'output_text', text, annotations: [] }],
  };
}

for (const engine of engines) {
  const makeStore = async () => {
    const own = await ownDatabase(engine);
    return { store: createChatStore(own.db), dispose: async () => own[Symbol.asyncDispose]() };
  };
  storeContract(engine, makeStore);
  attachmentIndexContract(engine, makeStore);
}

describe.each(engines)('recorded scenarios on %s', (engine) => {
  test('every one comes out as recorded', async () => {
    await using own = await ownDatabase(engine);
    const store = createChatStore(own.db);
    const files = readdirSync(scenarios).filter((name) => name.endsWith('.json'));
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      const scenario = JSON.parse(readFileSync(new URL(file, scenarios), 'utf8')) as Scenario;
      const outcome = await runScenario(scenario, { store, context: ann });
      expect({ file, ...outcome }).toEqual({ file, ...expectedOutcome(scenario) });
      await own.db.drizzle.delete(schema.threads);
      await own.db.drizzle.delete(schema.attachments);
    }
  });
});

describe.each(engines)('createChatStore on %s', (engine) => {
  test('keeps characters that jsonb refuses as the sign for one, and all others as they are', async () => {
    await using own = await ownDatabase(engine);
    const store = createChatStore(own.db);
    await store.saveThread(thread, ann);
    const text = String.raw`\u0000 \\u0000 \ud800 "\"`;
    const bad = '\0\0\ud800\udfff\ud83d\ude00\udfff\\\0';
    await store.addItem('thr_1', message('msg_1', `${text}${bad}`), ann);
    expect(await store.loadItem('thr_1', 'msg_1', ann)).toEqual(
      message('msg_1', `${text}\uFFFD\uFFFD\u{103FF}\u{1F600}\uFFFD\\\uFFFD`),
    );
  });

  test('keeps an item in its thread when another thread has an item of that id', async () => {
    await using own = await ownDatabase(engine);
    const store = createChatStore(own.db);
    await store.saveThread(thread, ann);
    await store.saveThread({ ...thread, id: 'thr_2' }, ann);
    await store.addItem('thr_1', message('msg_1', 'one'), ann);
    await store.addItem('thr_2', { ...message('msg_1', 'two'), thread_id: 'thr_2' }, ann);
    expect(await store.loadItem('thr_1', 'msg_1', ann)).toEqual(message('msg_1', 'one'));
  });

  test('says USER_GONE for a thread of a user who no longer exists', async () => {
    await using own = await ownDatabase(engine);
    const saved = createChatStore(own.db).saveThread(thread, { userId: 'gone' });
    await expect(saved).rejects.toMatchObject({ name: 'DatabaseError', code: 'USER_GONE' });
  });
});
