import { describe, expect, test } from 'vitest';
import { appRouter } from '../../src/index.ts';
import { proceduresOf } from '../../src/procedures.ts';
import { readEvents } from '../events.ts';
import { everythingOf, samples, seed } from '../every-procedure.ts';
import { errorOf, mutationRequest, queryRequest, REQUEST_ID, useTestApi } from '../test-api.ts';
import type { Answer, CallOptions, TestApi } from '../test-api.ts';

const openApi = useTestApi();
const procedures = [...proceduresOf(appRouter)].map(([path, { type }]) => {
  const sample = samples[path];
  return { path, type, sample };
});

/** Sends a call as its type demands and reads what came, from an event stream too. */
async function call(
  api: TestApi,
  { path, type }: { path: string; type: string },
  options: CallOptions,
): Promise<Answer> {
  const request =
    type === 'mutation' ? mutationRequest(path, options) : queryRequest(path, options);
  const response = await api.send(request);
  const { status, headers } = response;
  if (headers.get('content-type') !== 'text/event-stream')
    return { status, headers, body: await response.json() };
  await using events = readEvents(response);
  await events.next();
  const event = await events.next();
  return event?.event === 'serialized-error'
    ? { status: 400, headers, body: { error: event.data } }
    : { status, headers, body: event?.data };
}

test('every procedure has a sample, and every sample a procedure', () => {
  expect(Object.keys(samples).toSorted()).toEqual(procedures.map(({ path }) => path).toSorted());
});

describe.each(procedures)('$path', (procedure) => {
  const { path, sample } = procedure;
  if (!sample) throw new Error(`${path} has no sample in every-procedure.ts`);

  test('a stranger is asked to sign in, and nothing happens', async () => {
    const api = await openApi();
    const rows = await seed(api.db, api.ada);
    const before = await everythingOf(api.ada);
    const { status, headers, body } = await call(api, procedure, { input: sample.input(rows) });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(errorOf(body)?.data).toMatchObject({
      code: 'UNAUTHORIZED',
      httpStatus: 401,
      authCode: 'SIGN_IN_REQUIRED',
      requestId: REQUEST_ID,
    });
    expect(await everythingOf(api.ada)).toEqual(before);
  });

  test('a forged token is refused by name, before the input is looked at', async () => {
    const api = await openApi();
    const token = api.issuer.forgedFor(api.ada.id);
    const { status, headers, body } = await call(api, procedure, { token, input: { unknown: 1 } });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/);
    expect(errorOf(body)?.data).toMatchObject({
      code: 'UNAUTHORIZED',
      authCode: 'SIGNATURE_INVALID',
    });
    expect(JSON.stringify(body)).not.toContain(token);
  });

  test('an expired token is refused by name', async () => {
    const api = await openApi();
    const token = api.issuer.tokenFor(api.ada.id, { iat: 1_700_000_000, exp: 1_700_000_600 });
    const { status, body } = await call(api, procedure, { token });
    expect(status).toBe(401);
    expect(errorOf(body)?.data.authCode).toBe('TOKEN_EXPIRED');
  });

  test('keys that cannot be had are our fault', async () => {
    const api = await openApi();
    const rows = await seed(api.db, api.ada);
    api.issuer.keysAvailable = false;
    const options = { token: api.ada.token, input: sample.input(rows) };
    const { status, headers, body } = await call(api, procedure, options);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('5');
    expect(headers.get('www-authenticate')).toBeNull();
    expect(errorOf(body)?.data).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      authCode: 'AUTH_UNAVAILABLE',
    });
  });

  test("somebody else's rows do not exist, and stay as they are", async () => {
    const api = await openApi();
    const rows = await seed(api.db, api.ada);
    const before = await everythingOf(api.ada);
    const options = { token: api.bob.token, input: sample.input(rows) };
    const { status, body } = await call(api, procedure, options);
    const expected = sample.namesRow ? [404, 'NOT_FOUND'] : [200, undefined];
    expect([status, errorOf(body)?.data.code]).toEqual(expected);
    for (const id of [api.ada.id, api.ada.email, rows.task, rows.deletedTask, rows.thread])
      expect(JSON.stringify(body)).not.toContain(id);
    expect(await everythingOf(api.ada)).toEqual(before);
  });

  test('every garbage input is refused, and nothing happens', async () => {
    const api = await openApi();
    await seed(api.db, api.ada);
    const before = await everythingOf(api.ada);
    for (const input of sample.garbage) {
      const { status, body } = await call(api, procedure, { token: api.ada.token, input });
      expect([input, status, errorOf(body)?.data.code]).toEqual([input, 400, 'BAD_REQUEST']);
    }
    expect(await everythingOf(api.ada)).toEqual(before);
  });

  test('its owner is served', async () => {
    const api = await openApi();
    const rows = await seed(api.db, api.ada);
    const options = { token: api.ada.token, input: sample.input(rows) };
    const { status, headers, body } = await call(api, procedure, options);
    expect([status, errorOf(body)]).toEqual([200, undefined]);
    expect(headers.get('cache-control')).toMatch(/^no-store/);
  });
});
