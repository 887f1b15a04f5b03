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
