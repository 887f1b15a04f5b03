/**
 * A request's path as the log may show it: no query, at most 200 characters, and no segment under
 * `/api/auth` that is a value. Better Auth puts the token of a password reset into the path.
 */
export function loggablePath(path: string): string {
  const short = path.slice(0, 200);
  if (!short.startsWith('/api/auth/')) return short;
  const [action = '', ...rest] = short.slice('/api/auth/'.length).split('/');
  if (action === 'reset-password') return '/api/auth/reset-password/:token';
  const names = [action, ...rest].map((part) =>
    /^[a-z][a-z-]{0,30}$/.test(part) ? part : ':value',
  );
  return `/api/auth/${names.join('/')}`;
}
