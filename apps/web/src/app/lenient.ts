import { catch as orElse, optional } from 'zod/mini';
import type { ZodMiniCatch, ZodMiniOptional, ZodMiniType } from 'zod/mini';

/** A search parameter that may be missing. A value of another shape is dropped: old links open. */
export function lenient<Schema extends ZodMiniType>(
  schema: Schema,
): ZodMiniCatch<ZodMiniOptional<Schema>> {
  return orElse(optional(schema), undefined);
}
