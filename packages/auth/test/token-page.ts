import { createTokenSource } from '../src/client/index.ts';
import type { TokenChannel, TokenSourceOptions } from '../src/client/index.ts';
import { unsignedToken } from './unsigned-token.ts';

export const START = 1_800_000_000;

/** An issuer whose answers wait until they are given, and a clock that moves when told. */
export function setUp(options: Partial<TokenSourceOptions> = {}) {
  const clock = { seconds: START };
  const asked: { resolve(token: string | null): void; reject(error: unknown): void }[] = [];
  const source = createTokenSource({
    fetchToken: () =>
      new Promise((resolve, reject) => {
        asked.push({ resolve, reject });
      }),
    now: () => clock.seconds * 1000,
    random: () => 0,
    ...options,
  });
  let made = 0;
  /** A new token of the user; ten minutes from the clock's time. */
  const mint = (sub = 'ada', lifetime = 600) => {
    made += 1;
    return unsignedToken({ sub, iat: clock.seconds, exp: clock.seconds + lifetime, n: made });
  };
  /** Asks and lets the issuer answer with a new token. */
  const getNew = async (sub?: string, lifetime?: number) => {
    const pending = source.get();
    asked.at(-1)?.resolve(mint(sub, lifetime));
    return (await pending) ?? 'nothing';
  };
  return { clock, asked, source, mint, getNew };
}

/** Two tabs that hear each other. */
export function channelPair(): [TokenChannel, TokenChannel] {
  const listeners: ((event: { data: unknown }) => void)[][] = [[], []];
  const end = (own: number, other: number): TokenChannel => ({
    postMessage: (data) => {
      for (const listener of listeners[other] ?? []) listener({ data });
    },
    addEventListener: (_type, listener) => {
      listeners[own]?.push(listener);
    },
  });
  return [end(0, 1), end(1, 0)];
}
