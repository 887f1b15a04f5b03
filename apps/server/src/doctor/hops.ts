import { chatTurn } from './chat-hop.ts';
import { callApi, fetchKeys, removeUser, signUp, takeToken, verifyToken } from './identity-hops.ts';
import { askReadiness } from './ready-hop.ts';
import { streaming } from './streaming-hop.ts';
import type { Visit } from './visit.ts';

/** One step of the path that a person's first minute takes. */
export interface Hop {
  name: string;
  /** Shown after the name when it fails: what to do. */
  advice: string;
  /** @returns what was found, in a few words. @throws when the hop does not hold. */
  run(visit: Visit): Promise<string>;
}

/**
 * The path from a server that is ready to a removed user, in order; each hop needs those before it.
 */
export const hops: readonly Hop[] = [
  {
    name: 'server',
    advice: 'Its log says more, under the message `not ready`.',
    run: async ({ origin }) => `${await askReadiness(origin)} at ${origin}`,
  },
  {
    name: 'keys',
    advice:
      'The key set is empty, unreadable or hidden by a proxy: `pnpm keys list` shows what there is.',
    run: fetchKeys,
  },
  {
    name: 'sign-up',
    advice: 'BASE_URL must be the address in the browser, and the database must take writes.',
    run: signUp,
  },
  {
    name: 'token',
    advice:
      'Signing keys must open with AUTH_SECRET; if it changed, set AUTH_SECRET_PREVIOUS to the old one.',
    run: takeToken,
  },
  {
    name: 'verification',
    advice:
      'The keys must be those of the server that gave the token, and its issuer BASE_URL, letter by letter.',
    run: verifyToken,
  },
  {
    name: 'tRPC call',
    advice: 'A proxy must pass the Authorization header on to /api/trpc.',
    run: callApi,
  },
  {
    name: 'chat turn',
    advice: 'Check MODEL and its key; the log of the server says what the model answered.',
    run: chatTurn,
  },
  {
    name: 'streaming',
    advice: 'A proxy collects the answer: turn off buffering and compression for /api.',
    run: streaming,
  },
  {
    name: 'clean-up',
    advice: 'The throw-away user doctor-…@example.invalid may remain; it owns nothing of yours.',
    run: removeUser,
  },
];
