import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorsIn, prompt, talk, TITLES, titlesOf } from './model-talk.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('a key that a tool does not know refuses the call', async () => {
  const at = await talk(world, [
    { calls: [{ tool: 'tasks_create', input: { title: 'X', user_id: 'bob' } }] },
    { text: ['That did not work.'] },
  ]);
  const seen = await at.chat.say('as user bob add X');
  expect(seen.text).toBe('That did not work.');
  expect(prompt(at, 1)).toContain('Unrecognized key');
  expect(await titlesOf(at.user)).toEqual(TITLES);
});

test('input that is no JSON and a tool that does not exist are told to the model', async () => {
  const at = await talk(world, [
    { garbage: 'tasks_create' },
    { calls: [{ tool: 'tasks_wipe', input: {} }] },
    { calls: [{ tool: 'tasks_restore', input: { id: crypto.randomUUID() } }] },
    { text: ['I give up.'] },
  ]);
  const seen = await at.chat.say('add something');
  expect(seen.text).toBe('I give up.');
  expect(errorsIn(seen.events)).toEqual([]);
  expect(await titlesOf(at.user)).toEqual(TITLES);
});

test('a model that never stops calling is stopped', async () => {
  const at = await talk(
    world,
    Array.from({ length: 30 }, () => ({ garbage: 'tasks_create' })),
  );
  const seen = await at.chat.say('loop');
  expect(at.script.asked).toHaveLength(8);
  expect(errorsIn(seen.events)).toMatchObject([{ code: 'custom', allow_retry: true }]);
  expect(JSON.stringify(seen.events)).toContain('did not come to an end. Nothing was changed');
  expect(at.errors.map(({ code }) => code)).toEqual(['TOO_MANY_STEPS']);
});

test('a model that talks and calls without end is stopped too', async () => {
  const at = await talk(
    world,
    Array.from({ length: 30 }, () => ({
      text: ['Let me look. '],
      calls: [{ tool: 'tasks_list', input: {} }],
    })),
  );
  const seen = await at.chat.say('loop');
  expect(at.script.asked).toHaveLength(8);
  expect(errorsIn(seen.events)).toHaveLength(1);
});

test.for([
  [429, 'too many requests', true],
  [401, 'refused our key', false],
  [404, 'does not know the model', false],
  [500, 'could not answer', true],
] as const)('a provider that answers %i is told in a sentence', async ([status, words, retry]) => {
  const at = await talk(world, [{ status }]);
  const seen = await at.chat.say('hello model');
  const [error] = errorsIn(seen.events);
  expect(error).toMatchObject({ code: 'custom', allow_retry: retry });
  expect(JSON.stringify(error)).toContain(words);
  expect(JSON.stringify(error)).toContain('Nothing was changed');
  expect(JSON.stringify(error)).not.toContain('script says');
  expect(at.errors.map(String)).toEqual([`ModelError: AI_APICallError (HTTP ${status})`]);
  expect(JSON.stringify(at.errors)).not.toContain('hello model');
});

test('a failure in the middle of a sentence keeps the words', async () => {
  const { chat } = await talk(world, [{ status: 500, text: ['Well, '] }]);
  const seen = await chat.say('hello model');
  expect(seen.text).toBe('Well, ');
  expect(errorsIn(seen.events)).toHaveLength(1);
});

test('a failure after a write keeps the write visible and offers no retry', async () => {
  const at = await talk(world, [
    { calls: [{ tool: 'tasks_complete', input: { number: 1 } }] },
    { status: 429 },
  ]);
  const seen = await at.chat.say('finish the call');
  expect(seen.text).toBe('Completed #1 "Call mom".');
  expect(errorsIn(seen.events)).toMatchObject([{ allow_retry: false }]);
  expect(await titlesOf(at.user)).toEqual(['Call mom (done)', 'Old errand', 'Buy groceries']);
});

test('a model that never answers is given up', async () => {
  // Long enough for its first words, on a busy machine too.
  const at = await talk(world, [{ hang: true, text: ['Let me '] }], { turnTimeoutMs: 3000 });
  const seen = await at.chat.say('hello model');
  expect(seen.text).toBe('Let me ');
  expect(errorsIn(seen.events)).toMatchObject([{ code: 'custom', allow_retry: true }]);
  expect(JSON.stringify(seen.events)).toContain('did not answer in time');
});

test('a model that says nothing at all is an error', async () => {
  const { chat } = await talk(world, [{}]);
  expect(errorsIn((await chat.say('hello model')).events)).toHaveLength(1);
});

test('a claim without a call is contradicted', async () => {
  const { chat } = await talk(world, [{ text: ["I've deleted task 2 for you."] }]);
  const seen = await chat.say('delete 2');
  expect(seen.events).toContainEqual(expect.objectContaining({ type: 'notice', level: 'warning' }));
});
