import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';
import { contentSecurityPolicy, dataPolicy } from './content-security-policy.ts';

/** What the headers depend on. */
export interface SecurityHeadersOptions {
  /** The public origin; HSTS is sent only when it is https. */
  baseUrl: string;
  /** OpenAI's script, or null for the open element. */
  scriptUrl: string | null;
}

/** Puts the security headers on every answer, errors included. */
export function securityHeaders(options: SecurityHeadersOptions): MiddlewareHandler<AppEnv> {
  const frame = options.scriptUrl === null ? '' : ` "${new URL(options.scriptUrl).origin}"`;
  const common: [string, string][] = [
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'no-referrer'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['x-frame-options', 'DENY'],
    [
      'permissions-policy',
      `camera=(), geolocation=(), payment=(), usb=(), microphone=(self${frame}), clipboard-write=(self${frame})`,
    ],
  ];
  if (options.baseUrl.startsWith('https:')) {
    common.push(['strict-transport-security', 'max-age=31536000; includeSubDomains']);
  }
  const pagePolicy = contentSecurityPolicy(options.scriptUrl);
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    for (const [name, value] of common) headers.set(name, value);
    // The headers of a 304 replace those of the stored page: another policy would disarm it.
    if (c.res.status === 304) return;
    const page = headers.get('content-type')?.startsWith('text/html') === true;
    headers.set('content-security-policy', page ? pagePolicy : dataPolicy);
  };
}
