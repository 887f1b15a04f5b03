import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { listen } from './listen.ts';

it('goes on after a connection that could not be accepted, and tells of it', async () => {
  const told: Error[] = [];
  const app = { fetch: () => new Response('here') };
  const onError = (error: Error): void => void told.push(error);
  const server = await listen(app, { port: 0, host: '127.0.0.1', onError });
  const error = Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' });
  server.emit('error', error);
  expect(told).toEqual([error]);
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  expect(await answer.text()).toBe('here');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
