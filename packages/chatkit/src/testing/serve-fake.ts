import { createServer } from 'node:http';
import { createNodeHandler } from '../node/index.ts';
import type { FakeServer } from './fake-server.ts';

/** A fake server that listens. */
export interface ServedFake extends AsyncDisposable {
  /** Such as `http://127.0.0.1:49152`. */
  origin: string;
  /** Ends every turn and every connection. */
  close(): Promise<void>;
}

/** Options of {@link serveFake}. */
export interface ServeFakeOptions {
  /** @default 0, any that is free */
  port?: number;
  /** Answers what is not the chat, such as the page under test; `null` leaves it to the fake. */
  page?(request: Request): Promise<Response | null> | Response | null;
}

/** Lets a fake server listen on this machine, for tests in a browser of its own. */
export async function serveFake(
  fake: FakeServer,
  { port = 0, page = () => null }: ServeFakeOptions = {},
): Promise<ServedFake> {
  const server = createServer(
    createNodeHandler(async (request) => (await page(request)) ?? fake.handle(request)),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port was bound');
  const close = async (): Promise<void> => {
    await fake.close();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close,
    [Symbol.asyncDispose]: close,
  };
}
