import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';

/** A real server on a free port of this machine. */
export interface NodeServerUnderTest extends AsyncDisposable {
  url: string;
  server: Server;
  /** Sends bytes as they are over a connection of its own, and reads until it is closed. */
  raw(bytes: string): Promise<string>;
}

/** Serves a listener of `node:http`. */
export async function serveNode(listener: RequestListener): Promise<NodeServerUnderTest> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    raw(bytes) {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
      socket.on('error', reject).on('close', () => resolve(answer));
      socket.write(bytes);
      return promise;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
