import { expect, it } from 'vitest';
import { chatFetch } from './chat-fetch.ts';

function record() {
  const seen: Request[] = [];
  const inner: typeof fetch = async (input, init) => {
    seen.push(new Request(input, init));
    return new Response();
  };
  return { seen, send: chatFetch(inner, () => 'Europe/Berlin') };
}
const url = 'https://parley.test/api/chatkit';

it('adds the zone to whatever headers are given', async () => {
  const { seen, send } = record();
  await send(url, { headers: new Headers({ 'content-type': 'application/json' }) });
  await send(url, { headers: { accept: 'text/event-stream' } });
  await send(url);
  expect(seen.map(({ headers }) => headers.get('x-time-zone'))).toEqual(
    Array<string>(3).fill('Europe/Berlin'),
  );
  expect(seen[0]?.headers.get('content-type')).toBe('application/json');
  expect(seen[1]?.headers.get('accept')).toBe('text/event-stream');
});

it('keeps the method, the body and the headers of a request object', async () => {
  const { seen, send } = record();
  await send(new Request(url, { method: 'POST', body: '{"a":1}', headers: { accept: 'x/y' } }));
  expect(seen[0]?.method).toBe('POST');
  expect(seen[0]?.headers.get('accept')).toBe('x/y');
  expect(await seen[0]?.text()).toBe('{"a":1}');
});
