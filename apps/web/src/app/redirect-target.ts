/**
 * The page to go to after signing in. Only a path of this origin is followed: an address that a
 * browser would read as another host (`//host`, `/\host`, control characters) becomes `/`.
 */
export function safeRedirect(target: string | undefined): string {
  if (target === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(target)) return '/';
  const url = new URL(target, 'https://parley.invalid');
  if (url.host !== 'parley.invalid') return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
