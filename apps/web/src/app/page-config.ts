import * as z from 'zod/mini';

const pageConfigSchema = z.object({
  chatkit: z.object({
    /** Null: the element that is part of this app. Otherwise the script that defines it. */
    scriptUrl: z.nullable(z.string().check(z.minLength(1))),
    domainKey: z.string(),
  }),
  /** How the assistant is called, when the server says so. */
  modelLabel: z.optional(z.string().check(z.minLength(1))),
  /** The providers whose accounts can be used to sign in. */
  signInWith: z.optional(z.array(z.enum(['github', 'google']))),
});

/** What the server tells this page about itself. */
export type PageConfig = z.infer<typeof pageConfigSchema>;

const fallback: PageConfig = { chatkit: { scriptUrl: null, domainKey: 'local' } };

/**
 * Reads `<script type="application/json" id="parley-config">`. A page served without one (the
 * development server) gets the element of this app.
 * @throws Error when there is one and it is malformed, because guessing would hide the cause.
 */
export function readPageConfig(text: string | null | undefined): PageConfig {
  if (text === null || text === undefined || text.trim() === '') return fallback;
  return pageConfigSchema.parse(JSON.parse(text));
}
