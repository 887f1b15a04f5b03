/**
 * The fetch that ChatKit uses: signed in, and saying in which zone the person's days begin. A
 * `Headers` object and a `Request` both keep what they carry.
 */
export function chatFetch(fetchSignedIn: typeof fetch, timeZone: () => string): typeof fetch {
  return (input, init) => {
    const headers = new Headers(input instanceof Request ? input.headers : undefined);
    new Headers(init?.headers).forEach((value, name) => headers.set(name, value));
    headers.set('x-time-zone', timeZone());
    return fetchSignedIn(input, { ...init, headers });
  };
}
