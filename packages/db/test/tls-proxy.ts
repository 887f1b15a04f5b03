import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { TLSSocket } from 'node:tls';

/** A way to a server that takes encrypted connections only. */
export interface TlsProxy extends AsyncDisposable {
  /** The server's address, by this way, without `sslmode`. */
  url: string;
  /** What a client must trust to accept the certificate, which is for `localhost`. */
  certificate: string;
}

/** The message with which a client asks for encryption (PostgreSQL's protocol, SSLRequest). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

const pem = (name: string) => readFileSync(new URL(`tls/${name}.pem`, import.meta.url), 'utf8');

/** Makes a way to the server at `target` that hangs up on whoever does not ask for encryption. */
export async function startTlsProxy(target: string): Promise<TlsProxy> {
  const certificate = pem('certificate');
  const url = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => near.destroy());
    near.once('close', () => sockets.delete(near));
    near.once('data', (first: Buffer) => {
      if (!first.equals(SSL_REQUEST)) return void near.destroy();
      near.write('S');
      const secure = new TLSSocket(near, { isServer: true, key: pem('key'), cert: certificate });
      const far = connect(Number(url.port), url.hostname);
      pipeline(secure, far, secure, () => near.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(target);
  through.host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    url: through.href,
    certificate,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
