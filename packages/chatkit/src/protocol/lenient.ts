import { z } from 'zod';

/**
 * A field which may be missing, `null` or present; `null` reads as missing.
 *
 * Python servers and older rows write `null` where newer ones leave the key out.
 */
export function maybe<S extends z.ZodType>(
  schema: S,
): z.ZodPipe<
  z.ZodOptional<z.ZodNullable<S>>,
  z.ZodTransform<z.output<S> | undefined, z.output<S> | null | undefined>
> {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** A field whose absence and `null` both read as `fallback`, which is made anew for each use. */
export function withDefault<S extends z.ZodType>(
  schema: S,
  fallback: () => z.output<S>,
): z.ZodPipe<
  z.ZodOptional<z.ZodNullable<S>>,
  z.ZodTransform<z.output<S>, z.output<S> | null | undefined>
> {
  return schema.nullish().transform((value) => value ?? fallback());
}

/** A free dictionary of the application; `null` values inside it are data and are kept. */
export const dictionarySchema: z.ZodType<Record<string, unknown>> = z.record(
  z.string(),
  z.unknown(),
);
