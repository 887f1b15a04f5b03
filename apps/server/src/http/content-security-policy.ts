/**
 * The Content-Security-Policy of the page: nothing but this origin, no inline code, no eval.
 *
 * @param scriptUrl OpenAI's script when the page is to use it. Its origin may then give a script
 *   and be framed, because that script draws the chat in a frame from where it came. The frame has
 *   a policy of its own and asks this page to make the requests.
 */
export function contentSecurityPolicy(scriptUrl: string | null): string {
  const foreign = scriptUrl === null ? [] : [new URL(scriptUrl).origin];
  const directives: Record<string, string[]> = {
    'default-src': ["'self'"],
    'script-src': ["'self'", ...foreign],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'frame-src': foreign.length > 0 ? foreign : ["'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}

/** The policy of everything that is not the page: if a browser renders it, it may do nothing. */
export const dataPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
