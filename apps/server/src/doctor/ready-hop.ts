import { z } from 'zod';
import { explainKeyState } from '../start/keys-not-ready.ts';

const answer = z.object({ database: z.string(), keys: z.string() });

/** Asks a running server whether its database and keys work. @throws naming what does not. */
export async function askReadiness(origin: string): Promise<string> {
  const response = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(10_000) });
  const { database, keys } = answer.parse(await response.json());
  if (database !== 'ok') throw new Error('it cannot reach its database');
  if (keys !== 'ok') throw new Error(`it cannot sign: ${explainKeyState(keys)}`);
  return 'database and keys answer';
}
