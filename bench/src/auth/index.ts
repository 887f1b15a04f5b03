import type { Figure } from '../report.ts';
import { measureKeyFetches } from './key-fetches.ts';
import { measureSignIns } from './sign-ins.ts';
import { measureVerification } from './verification.ts';

/** Tokens: what checking and issuing one costs, and what strangers can make the checking cost. */
export async function measureAuth(): Promise<Figure[]> {
  return [
    ...(await measureVerification()),
    ...(await measureSignIns()),
    ...(await measureKeyFetches()),
  ];
}
