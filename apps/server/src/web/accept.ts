import { encodings } from './static-files.ts';
import type { Encoding } from './static-files.ts';

/**
 * The best encoding that an `Accept-Encoding` header allows (RFC 9110 §12.5.3), or null for none.
 * An encoding that is not named is not used, and neither is one with `q=0`.
 */
export function chooseEncoding(header: string | undefined): Encoding | null {
  const weights = weightsOf(header ?? '');
  return encodings.find((name) => (weights.get(name) ?? 0) > 0) ?? null;
}

/**
 * Whether an `Accept` header names HTML, as a browser's navigation does and a script's does not.
 */
export function acceptsHtml(header: string | undefined): boolean {
  return (weightsOf(header ?? '').get('text/html') ?? 0) > 0;
}

function weightsOf(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    weights.set(name, weight === undefined ? 1 : Number(weight.slice(2)));
  }
  return weights;
}
