import { expect, test } from 'vitest';
import { createBody, serverUnderTest } from '../internal/server-under-test.ts';
import type { ScriptOperation } from './scenario.ts';
import { scriptedResponder } from './script.ts';

test.each<[NonNullable<ScriptOperation['fail']>, object]>([
  [
    { kind: 'custom', message: 'No credit' },
    { code: 'custom', message: 'No credit' },
  ],
  [
    { kind: 'custom', message: 'Later', allow_retry: true },
    { code: 'custom', message: 'Later' },
  ],
  [{ kind: 'stream' }, { code: 'stream.error' }],
  [{ kind: 'stream', allow_retry: false }, { code: 'stream.error' }],
  [{ kind: 'stream', code: 'rate_limit' }, { code: 'rate_limit' }],
  [{ kind: 'unexpected', message: 'secret' }, { code: 'stream.error' }],
])('a script fails as it is told: %j', async (fail, told) => {
  const { ann } = serverUnderTest({ respond: scriptedResponder([{ fail }]) });
  const allow_retry = fail.allow_retry ?? fail.kind !== 'custom';
  const { events } = await ann.send(createBody('Hello'));
  expect(events.at(-1)).toEqual({ type: 'error', ...told, allow_retry });
});
