import { idPrefixes } from '../internal/ids.ts';
import type { IdKind } from '../options.ts';

/** Ids and times that are the same in every run. */
export interface Repeatable {
  /** `thr_1`, `msg_2` …: one counter for all kinds. */
  generateId(kind: IdKind): string;
  /** A millisecond later at each look, from the beginning of 2026 on. */
  now(): Date;
}

/** Makes ids and times for a server whose runs are to be alike. */
export function createRepeatable(): Repeatable {
  let ids = 0;
  let time = Date.UTC(2026, 0, 1);
  return {
    generateId: (kind) => `${idPrefixes[kind]}_${(ids += 1)}`,
    now: () => new Date((time += 1)),
  };
}
