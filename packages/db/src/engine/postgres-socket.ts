import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** The part of the driver's settings that says where servers are; lists for a choice of them. */
export interface ServerPlace {
  host: string[];
  port: number[];
  /** A local socket in the file system, instead of both. */
  path?: string | false | undefined;
}

/**
 * Makes the function that opens the driver's connections. Each next one tries the next server.
 *
 * A server that hangs up unasked counts as an error. The driver on its own takes an orderly end
 * before its first query was sent for a reason to connect again, at once and without end: behind a
 * proxy whose server is dead, that query would never be answered.
 */
export function openSocketTo(): (place: ServerPlace) => Socket {
  let turn = 0;
  return ({ host, port, path }) => {
    const at = turn++ % host.length;
    const name = host[at] ?? 'localhost';
    const socket = path ? connect(path) : connect(port[at] ?? 5432, name);
    // Before Node's own listener, which ends our side as well.
    socket.prependOnceListener('end', () => {
      if (!socket.writableEnded) socket.destroy(hungUp());
    });
    // The driver reads the name to check a certificate against.
    return Object.assign(socket, { host: name });
  };
}

function hungUp(): Error {
  return Object.assign(new Error('the server closed the connection'), { code: 'ECONNRESET' });
}
