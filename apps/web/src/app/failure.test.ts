import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';
import { explainFailure, isTransient } from './failure.ts';

function failed(httpStatus: number, fields?: Record<string, string>) {
  return TRPCClientError.from({
    error: { message: 'internal words', code: -32_603, data: { httpStatus, fields } },
  });
}

it.each([
  [new TRPCClientError('fetch failed'), true],
  [failed(503), true],
  [failed(429), true],
  [failed(400), false],
  [failed(401), false],
  [failed(404), false],
])('%# knows whether to try again', (error, again) => {
  expect(isTransient(error)).toBe(again);
});

it('says what to do, in words written for a person', () => {
  expect(explainFailure(new TRPCClientError('fetch failed'))).toContain('connection');
  expect(explainFailure(failed(500))).not.toContain('internal words');
  expect(explainFailure(failed(404))).toContain('no longer there');
  expect(explainFailure(failed(400, { title: 'At most 200 characters.' }))).toBe(
    'At most 200 characters.',
  );
});
