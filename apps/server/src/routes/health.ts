import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import type { Logger } from '../log/logger.ts';
import { KeysNotReadyError } from '../start/keys-not-ready.ts';
import type { KeyState } from '../start/keys-not-ready.ts';

/** What must work before the server is ready; each rejects when it does not. */
export interface ReadinessChecks {
  database(signal: AbortSignal): Promise<void>;
  keys(signal: AbortSignal): Promise<void>;
}

/** A probe that has not answered by then counts as failed. */
const checkTimeoutMs = 5000;

/** Answers whether the process lives, touching nothing else. */
export function liveness(c: Context<AppEnv>): Response {
  return c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' });
}

/**
 * Answers 200 when every check passes, else 503 naming the ones that do not. Of keys it says which
 * way they fail, as a word from a fixed list; never more.
 */
export function readiness(
  checks: ReadinessChecks,
  log: Logger,
): (c: Context<AppEnv>) => Promise<Response> {
  const run = async (name: keyof ReadinessChecks): Promise<'ok' | KeyState> => {
    const signal = AbortSignal.timeout(checkTimeoutMs);
    try {
      await Promise.race([checks[name](signal), aborted(signal)]);
      return 'ok';
    } catch (error) {
      log.warn({ check: name, err: error }, 'not ready');
      return error instanceof KeysNotReadyError ? error.state : 'unavailable';
    }
  };
  return async (c) => {
    const [database, keys] = await Promise.all([run('database'), run('keys')]);
    const ready = database === 'ok' && keys === 'ok';
    return c.json({ status: ready ? 'ok' : 'unavailable', database, keys }, ready ? 200 : 503, {
      'cache-control': 'no-store',
      ...(ready ? {} : { 'retry-after': '2' }),
    });
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the check took too long')), {
      once: true,
    });
  });
}
