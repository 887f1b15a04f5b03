/**
 * The address of whoever made a request, for limits per client.
 *
 * @param socket the address at the other end of the connection.
 * @param forwardedFor the `X-Forwarded-For` header, to which each proxy appends whom it saw.
 * @param trustedProxies how many proxies of ours stand in front. Only that many entries, counted
 *   from the end, were written by them; everything before is what the client claims.
 */
export function clientAddress(
  socket: string | null,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string | null {
  if (trustedProxies === 0 || forwardedFor === undefined) return socket;
  const seen = forwardedFor.split(',').map((entry) => entry.trim());
  return seen[seen.length - trustedProxies] || socket;
}

/**
 * Whether a request shows that another number of proxies stands in front than is configured: an
 * entry where none is expected, or fewer than the proxies of ours must have written. More prove
 * nothing, for the client may have begun the list.
 */
export function isUnknownChain(forwardedFor: string | undefined, trustedProxies: number): boolean {
  const entries = forwardedFor === undefined ? 0 : forwardedFor.split(',').length;
  return trustedProxies === 0 ? entries > 0 : entries < trustedProxies;
}
