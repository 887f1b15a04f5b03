import { randomUUID } from 'node:crypto';
import { schema } from '@parley/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, createTestApp } from './app-kit.ts';
import type { TestApp } from './app-kit.ts';
import { CLIENT, startIdentityProvider } from './identity-provider.ts';
import type { IdentityProvider, Profile } from './identity-provider.ts';

let app: TestApp;
let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider();
  app = await createTestApp({ socialClients: { github: CLIENT, google: CLIENT } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

function somebody(more: Partial<Profile> = {}): Profile {
  const id = randomUUID();
  return { id, name: 'Ada', email: `${id}@example.com`, emailVerified: true, ...more };
}

/** A browser as far as this matters. */
function browser() {
  const jar = new Map<string, string>();
  const send = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { origin: app.origin, ...(cookie && { cookie }), ...init.headers };
    const answer = await app.request(address.replace(app.origin, ''), { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const ask = (body: unknown): Promise<Response> =>
    send('/api/auth/sign-in/social', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    send,
    ask,
    /** The address at the provider that the page sends the browser to. */
    async leave(name: string, callbackURL = '/'): Promise<string> {
      const answer = await ask({ provider: name, callbackURL });
      expect(answer.status).toBe(200);
      return ((await answer.json()) as { url: string }).url;
    },
    /** Where the browser ends up after the provider sent it back. */
    async land(address: string): Promise<string> {
      const answer = await send(address);
      expect(answer.status).toBe(302);
      return (answer.headers.get('location') ?? '').replace(app.origin, '');
    },
    async token(): Promise<string | null> {
      const answer = await send('/api/auth/token');
      if (answer.status !== 200) return null;
      return ((await answer.json()) as { token: string }).token;
    },
  };
}

/** The whole way there and back. */
async function signIn(name: string, profile: Profile, visitor = browser()) {
  const url = await visitor.leave(name, '/?view=chat');
  return { visitor, landed: await visitor.land(provider.agree(url, profile)) };
}

async function me(token: string | null): Promise<string> {
  const answer = await app.request('/api/trpc/account.me', {
    headers: bearer({ token: token ?? '' }),
  });
  return answer.text();
}

describe.each(['github', 'google'])('%s', (name) => {
  it('signs somebody new up, and in again, with tokens of the one door', async () => {
    const profile = somebody();
    const first = await signIn(name, profile);
    expect(first.landed).toBe('/?view=chat');
    expect(await me(await first.visitor.token())).toContain(profile.email);
    const again = await signIn(name, { ...profile, name: 'Renamed' });
    expect(again.landed).toBe('/?view=chat');
    const text = await me(await again.visitor.token());
    expect(text).toContain(profile.email);
    expect(text).toContain('Ada');
  });

  it('keeps no token of the provider', async () => {
    await signIn(name, somebody());
    const rows = await app.db.drizzle.select().from(schema.account);
    const tokens = rows.map((row) => [row.accessToken, row.refreshToken, row.idToken]).flat();
    expect(new Set(tokens)).toEqual(new Set([null]));
    expect(app.log()).not.toContain('secret-of-the-provider');
    expect(app.log()).not.toContain(CLIENT.clientSecret);
  });

  it.each([true, false])(
    'joins nobody to an account with the same address (verified there: %s)',
    async (emailVerified) => {
      const owner = await app.signUp('Owner');
      const { visitor, landed } = await signIn(
        name,
        somebody({ email: owner.email, emailVerified }),
      );
      expect(landed).toBe('/sign-in?error=account_not_linked');
      expect(await visitor.token()).toBeNull();
      const rows = await app.db.drizzle.select().from(schema.account);
      const providers = rows.filter((row) => row.userId === owner.id).map((row) => row.providerId);
      expect(providers).toEqual(['credential']);
    },
  );

  it('joins nobody even when the address is verified here too', async () => {
    const owner = await app.signUp('Owner');
    await app.db.drizzle.execute(
      `update "user" set email_verified = true where id = '${owner.id}'`,
    );
    const { visitor, landed } = await signIn(name, somebody({ email: owner.email }));
    expect(landed).toBe('/sign-in?error=account_not_linked');
    expect(await visitor.token()).toBeNull();
  });

  it('takes a name that could not be typed here', async () => {
    const odd = somebody({ name: `\u202e${'x'.repeat(300)}\u0000` });
    const { visitor } = await signIn(name, odd);
    expect(await me(await visitor.token())).toContain(`"${'x'.repeat(100)}"`);
    const nameless = await signIn(name, somebody({ name: null }));
    expect(await nameless.visitor.token()).not.toBeNull();
  });

  it('asks for the least, and for its own address back', async () => {
    const url = new URL(await browser().leave(name));
    expect(url.protocol).toBe('https:');
    expect(url.searchParams.get('redirect_uri')).toBe(`${app.origin}/api/auth/callback/${name}`);
    expect(url.searchParams.get('scope')?.split(' ').toSorted()).toEqual(
      name === 'github' ? ['read:user', 'user:email'] : ['email', 'openid', 'profile'],
    );
    expect(url.href).not.toContain(CLIENT.clientSecret);
  });

  it('comes back with an error as words of our own page', async () => {
    const visitor = browser();
    const back = new URL(provider.agree(await visitor.leave(name), somebody()));
    back.searchParams.delete('code');
    back.searchParams.set('error', 'access_denied');
    expect(await visitor.land(back.href)).toBe('/sign-in?error=access_denied');
    expect(await visitor.token()).toBeNull();
  });

  it('gets nobody in while it does not answer', async () => {
    const visitor = browser();
    const back = provider.agree(await visitor.leave(name), somebody());
    provider.fail(true);
    expect(await visitor.land(back)).toBe('/sign-in?error=invalid_code');
    provider.fail(false);
    expect(await visitor.token()).toBeNull();
  });

  it('gets nobody in without an address', async () => {
    const { visitor, landed } = await signIn(name, somebody({ email: null }));
    expect(landed).toBe('/sign-in?error=email_not_found');
    expect(await visitor.token()).toBeNull();
  });
});

describe('the way back', () => {
  it('is open to the browser that left, once', async () => {
    const [visitor, other] = [browser(), browser()];
    const back = provider.agree(await visitor.leave('github'), somebody());
    expect(await other.land(back)).toMatch(/^\/sign-in\?error=/);
    expect(await other.token()).toBeNull();
    const again = provider.agree(await visitor.leave('github'), somebody());
    expect(await visitor.land(again)).toBe('/');
    expect(await browser().land(again)).toMatch(/^\/sign-in\?error=/);
  });

  it.each([
    ['no state', { state: null }],
    ['another state', { state: 'x'.repeat(32) }],
    ['a long state', { state: 'x'.repeat(5000) }],
    ['no code', { code: null }],
    ['another code', { code: 'x' }],
  ])('with %s leads to the page to sign in', async (_, changes) => {
    const visitor = browser();
    const back = new URL(provider.agree(await visitor.leave('github'), somebody()));
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) back.searchParams.delete(key);
      else back.searchParams.set(key, value);
    }
    expect(await visitor.land(back.href)).toMatch(/^\/sign-in\?error=/);
    expect(await visitor.token()).toBeNull();
  });

  it('to the door of another provider gets nobody in', async () => {
    const visitor = browser();
    const back = provider.agree(await visitor.leave('github'), somebody());
    const landed = await visitor.land(back.replace('callback/github', 'callback/google'));
    expect(landed).toMatch(/^\/sign-in\?error=/);
    expect(await visitor.token()).toBeNull();
  });
});

it('a second factor is not left out, nor a ban', async () => {
  const profile = somebody();
  await signIn('github', profile);
  const set = (column: string) =>
    app.db.drizzle.execute(`update "user" set ${column} where email = '${profile.email}'`);
  await set('two_factor_enabled = true');
  const second = await signIn('github', profile);
  expect(second.landed).toMatch(/^\/sign-in\?error=SECOND_FACTOR_REQUIRED\b/);
  expect(await second.visitor.token()).toBeNull();
  await set('two_factor_enabled = false, banned = true');
  const banned = await signIn('github', profile);
  expect(banned.landed).toMatch(/^\/sign-in\?error=BANNED_USER\b/);
  expect(await banned.visitor.token()).toBeNull();
});

describe('the way there', () => {
  it.each([
    ['nothing', {}],
    ['no object', []],
    ['another page for errors', { provider: 'github', errorCallbackURL: '/x' }],
    ['a token of its own', { provider: 'google', idToken: { token: 'e30.e30.x' } }],
    ['more rights', { provider: 'github', scopes: ['repo'] }],
    ['a provider that is no text', { provider: 7 }],
    ['a long address', { provider: 'github', callbackURL: `/${'x'.repeat(3000)}` }],
  ])('with %s is refused', async (_, body) => {
    expect((await browser().ask(body)).status).toBe(400);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example'])(
    'with a way back to %s is refused',
    async (callbackURL) => {
      expect((await browser().ask({ provider: 'github', callbackURL })).status).toBe(403);
    },
  );

  it('to a provider that is not set up leads nowhere', async () => {
    expect((await browser().ask({ provider: 'facebook' })).status).toBe(404);
    await using plain = await createTestApp();
    const answer = await plain.request('/api/auth/sign-in/social', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: plain.origin },
      body: JSON.stringify({ provider: 'github' }),
    });
    expect(answer.status).toBe(404);
  });
});
