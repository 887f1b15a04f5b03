import type { AnyTRPCRouter } from '@trpc/server';
import type { ApiMeta } from './trpc.ts';

/** What a router knows about one of its procedures. */
export interface ProcedureDefinition {
  type: 'query' | 'mutation' | 'subscription';
  meta?: ApiMeta | undefined;
  /** Parsers in the order of `.input()` calls. */
  inputs: readonly unknown[];
}

/**
 * Every procedure of a router by dotted path: the one place that looks inside of tRPC's objects,
 * whose `_def` fields adapters read too but which are typed as `any`.
 */
export function proceduresOf(router: AnyTRPCRouter): ReadonlyMap<string, ProcedureDefinition> {
  // oxlint-disable-next-line no-underscore-dangle -- tRPC's name
  const entries = Object.entries<{ _def: ProcedureDefinition }>(router._def.procedures);
  // oxlint-disable-next-line no-underscore-dangle -- tRPC's name
  return new Map(entries.map(([path, procedure]) => [path, procedure._def]));
}
