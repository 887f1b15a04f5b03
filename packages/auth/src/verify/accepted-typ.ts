/** A `typ` header that is accepted; `null` stands for a token without one. */
export type AcceptedTyp = string | null;

/** Better Auth's own door writes no `typ`; the other classes of token it can sign all have one. */
export const DEFAULT_TYP: readonly AcceptedTyp[] = [null, 'JWT'];

/**
 * The form in which two `typ` values are compared: a media type in any case, whose `application/`
 * may be left out (RFC 7515 §4.1.9).
 */
export function normalTyp(typ: AcceptedTyp): AcceptedTyp {
  if (typ === null) return null;
  const lower = typ.toLowerCase();
  return lower.startsWith('application/') ? lower.slice('application/'.length) : lower;
}
