import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { AppEnv } from './app-env.ts';
import { securityHeaders } from './security-headers.ts';

function appWith(baseUrl: string, scriptUrl: string | null): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .use(securityHeaders({ baseUrl, scriptUrl }))
    .get('/', (c) => c.html('<p>'))
    .get('/data', (c) => c.json({}));
}

async function policyOf(app: Hono<AppEnv>, path: string): Promise<Record<string, string>> {
  const response = await app.request(path);
  const policy = response.headers.get('content-security-policy') ?? '';
  return Object.fromEntries(
    policy.split('; ').map((directive): [string, string] => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values.join(' ')];
    }),
  );
}

describe('securityHeaders', () => {
  it('lets the page do what it needs and nothing else', async () => {
    expect(await policyOf(appWith('http://localhost:3000', null), '/')).toEqual({
      'default-src': "'self'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data: blob:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'frame-src': "'none'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    });
  });

  it('lets data do nothing', async () => {
    expect(await policyOf(appWith('http://localhost:3000', null), '/data')).toEqual({
      'default-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
  });

  it("admits the origin of OpenAI's script, and nothing beside it", async () => {
    const app = appWith('http://localhost:3000', 'https://cdn.example.com/deployments/chatkit.js');
    const policy = await policyOf(app, '/');
    const plain = await policyOf(appWith('http://localhost:3000', null), '/');
    expect(policy).toEqual({
      ...plain,
      'script-src': "'self' https://cdn.example.com",
      'frame-src': 'https://cdn.example.com',
    });
    const permissions = (await app.request('/')).headers.get('permissions-policy');
    expect(permissions).toContain('microphone=(self "https://cdn.example.com")');
  });

  it.each([
    ['https://parley.example', 'max-age=31536000; includeSubDomains'],
    ['http://localhost:3000', null],
  ])('at %s asks for https with %s', async (baseUrl, value) => {
    const response = await appWith(baseUrl, null).request('/');
    expect(response.headers.get('strict-transport-security')).toBe(value);
  });
});
