import { expect, test } from 'vitest';
import { createBody, serverUnderTest } from '../internal/server-under-test.ts';
import type { ScriptOperation } from './scenario.ts';
import { scriptedResponder } from './script.ts';

const custom = { code: 'custom', message: 'No credit', allow_retry: false };
const stream = { code: 'stream.error', allow_retry: true };

test.each<[NonNullable<ScriptOperation['fail']>, object]>([
  [{ kind: 'custom', message: 'No credit' }, custom],
  [
    { kind: 'custom', message: 'No credit', allow_retry: true },
    { ...custom, allow_retry: true },
  ],
  [{ kind: 'stream' }, stream],
  [
    { kind: 'stream', allow_retry: false },
    { ...stream, allow_retry: false },
  ],
  [
    { kind: 'stream', code: 'rate_limit' },
    { code: 'rate_limit', allow_retry: false },
  ],
  [{ kind: 'unexpected', message: 'secret' }, stream],
])('a script fails as it is told: %j', async (fail, told) => {
  const { ann } = serverUnderTest({ respond: scriptedResponder([{ fail }]) });
  const { events } = await ann.send(createBody('Hello'));
  expect(events.at(-1)).toEqual({ type: 'error', ...told });
});
