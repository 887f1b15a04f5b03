import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { freePort } from '@parley/testing/free-port';

/** A TCP proxy in front of a server, for taking that server away and giving it back. */
export interface BreakableProxy extends AsyncDisposable {
  /** The address of the server, through the proxy. */
  url: string;
  /** Cuts every connection and refuses new ones, as when the server's process has ended. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Passes nothing on any more and closes nothing, as when a cable is pulled out. */
  freeze(): void;
}

/** Starts one in front of the host and port of `target`. */
export async function breakableProxy(target: string): Promise<BreakableProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(Number(port), hostname);
    for (const socket of [inner, outer]) {
      open.add(socket);
      // The other half is closed below; what broke does not matter here.
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        inner.destroy();
        outer.destroy();
      });
    }
    inner.pipe(outer).pipe(inner);
  });
  const listen = (at: number): Promise<void> =>
    new Promise((resolve) => server.listen(at, '127.0.0.1', resolve));
  // One that no system hands out, or somebody else may have it by the time it is to be mended.
  const own = await freePort();
  await listen(own);
  const url = new URL(target);
  url.host = `127.0.0.1:${own}`;
  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  };
  const freeze = (): void => {
    for (const socket of open) socket.unpipe().pause();
  };
  return { url: url.href, cut, mend: () => listen(own), freeze, [Symbol.asyncDispose]: cut };
}
