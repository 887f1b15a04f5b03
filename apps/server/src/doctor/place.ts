import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createLogger } from '../log/logger.ts';
import type { Settings } from '../settings/read-settings.ts';
import { startServer } from '../start/start-server.ts';
import type { OnStep } from '../start/start-server.ts';

/** A server to examine. */
export interface Place {
  origin: string;
  issuer: string;
  /** Whether it ran before the doctor came. */
  wasRunning: boolean;
  leave(): Promise<void>;
}

/**
 * Finds the server that the settings describe, or starts one for the time of the visit, on the same
 * data and on a free port.
 *
 * @param onStep told of each step of the start that held.
 * @throws what `startServer` throws.
 */
export async function findPlace(settings: Settings, onStep: OnStep): Promise<Place> {
  const { baseUrl } = settings;
  if (await isParley(baseUrl)) {
    return { origin: baseUrl, issuer: baseUrl, wasRunning: true, leave: async () => {} };
  }
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const own = { ...settings, port, host: '127.0.0.1', baseUrl: origin };
  const running = await startServer(own, createLogger({ level: 'silent' }), onStep);
  return { origin, issuer: origin, wasRunning: false, leave: () => running.shutDown() };
}

async function isParley(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(10_000) });
    return response.ok && (await response.text()) === '{"status":"ok"}';
  } catch {
    // Nobody there, or somebody who is not us: then the doctor brings a server along.
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
