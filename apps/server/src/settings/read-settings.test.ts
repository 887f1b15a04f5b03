import { describe, expect, it } from 'vitest';
import { StartError } from '../start/start-error.ts';
import { readSettings } from './read-settings.ts';

const secret = 'x'.repeat(32);

function faultOf(env: Record<string, string>): StartError {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('readSettings', () => {
  it('needs nothing in development', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      production: false,
      role: 'all',
      port: 3000,
      host: '127.0.0.1',
      baseUrl: 'http://localhost:3000',
      tokenLifetimeSeconds: 600,
      tokenAlgorithm: 'EdDSA',
      tokenAudiences: [],
      keyRotationSeconds: 2_592_000,
      verifierCacheSeconds: 3600,
      model: {},
      mail: { from: 'Parley <parley@localhost>' },
      chatkit: { scriptUrl: null, domainKey: 'local' },
      logLevel: 'warn',
      shutdownGraceMs: 1500,
    });
    expect(settings.dataDir).toMatch(/[/\\]\.parley$/);
    expect(settings).not.toHaveProperty('authSecret');
    expect(settings.database).toEqual({ poolSize: 10, statementTimeoutMs: 15_000 });
  });

  it('treats an empty or blank variable as absent', () => {
    expect(readSettings({ PORT: '', MODEL: '  ', DATABASE_URL: '' })).toEqual(readSettings({}));
  });

  it('reads a list of services', () => {
    const { tokenAudiences } = readSettings({ TOKEN_AUDIENCES: ' reports , https://b.example ' });
    expect(tokenAudiences).toEqual(['reports', 'https://b.example']);
  });

  it('derives the base address from the port', () => {
    expect(readSettings({ PORT: '4567' }).baseUrl).toBe('http://localhost:4567');
  });

  it('takes everything in production', () => {
    const settings = readSettings({
      NODE_ENV: 'production',
      BASE_URL: 'https://parley.example/',
      AUTH_SECRET: secret,
      TRUSTED_PROXIES: '2',
      DATABASE_URL: 'postgres://u:p@db.example/parley',
      DATABASE_TLS: 'verify-full',
      SMTP_URL: 'smtps://mail.example',
    });
    expect(settings).toMatchObject({
      production: true,
      baseUrl: 'https://parley.example',
      host: '::',
      trustedProxies: 2,
      authSecret: secret,
      database: { url: 'postgres://u:p@db.example/parley', tls: 'verify-full' },
      mail: { smtpUrl: 'smtps://mail.example' },
      logLevel: 'info',
    });
  });

  it.each([
    [{ NODE_ENV: 'production' }, ['BASE_URL', 'AUTH_SECRET', 'TRUSTED_PROXIES']],
    [{ NODE_ENV: 'production', AUTH_SECRET: secret, TRUSTED_PROXIES: '0' }, ['BASE_URL']],
    [
      { NODE_ENV: 'production', BASE_URL: 'https://parley.example', TRUSTED_PROXIES: '1' },
      ['AUTH_SECRET'],
    ],
    [
      { NODE_ENV: 'production', BASE_URL: 'https://parley.example', AUTH_SECRET: secret },
      ['TRUSTED_PROXIES'],
    ],
  ])('refuses production without %j and says which', (env, missing) => {
    const fault = faultOf(env);
    expect(fault.code).toBe('SETTING_MISSING');
    expect(fault.message).toContain(`needs ${missing.join(' and ')}.`);
  });

  it('needs no secret where tokens are only checked', () => {
    const env = {
      PARLEY_ROLE: 'api',
      BASE_URL: 'https://parley.example',
      DATABASE_URL: 'postgres://db/p',
    };
    const settings = readSettings({ ...env, NODE_ENV: 'production' });
    expect(settings).toMatchObject({
      role: 'api',
      jwksUrl: 'https://parley.example/.well-known/jwks.json',
    });
    expect(settings).not.toHaveProperty('authSecret');
    const jwksUrl = 'http://localhost:4000/keys';
    expect(readSettings({ ...env, JWKS_URL: jwksUrl }).jwksUrl).toBe(jwksUrl);
  });

  it.each([
    [{ PARLEY_ROLE: 'api' }, 'PARLEY_ROLE=api Parley needs BASE_URL and DATABASE_URL.'],
    [{ PARLEY_ROLE: 'auth' }, 'PARLEY_ROLE=auth Parley needs BASE_URL and DATABASE_URL.'],
    [
      { NODE_ENV: 'production', PARLEY_ROLE: 'auth', BASE_URL: 'https://parley.example' },
      'NODE_ENV=production Parley needs AUTH_SECRET and TRUSTED_PROXIES.',
    ],
  ])('refuses half a server without what it shares: %j', (env, sentence) => {
    expect(faultOf(env)).toMatchObject({ code: 'SETTING_MISSING' });
    expect(faultOf(env).message).toContain(sentence);
  });

  it.each([
    ['NODE_ENV', 'live'],
    ['NODE_ENV', 'test'],
    ['PORT', 'eighty'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '30.5'],
    ['BASE_URL', 'parley.example'],
    ['BASE_URL', 'ftp://parley.example'],
    ['BASE_URL', 'http://parley.example'],
    ['BASE_URL', 'https://parley.example/app'],
    ['BASE_URL', 'https://parley.example/?a=b'],
    ['BASE_URL', 'https://me:you@parley.example'],
    ['PARLEY_ROLE', 'web'],
    ['JWKS_URL', 'parley.example'],
    ['JWKS_URL', 'http://parley.example/keys'],
    ['DATABASE_URL', 'mysql://db.example/parley'],
    ['DATABASE_POOL_SIZE', '0'],
    ['DATABASE_STATEMENT_TIMEOUT_MS', '-1'],
    ['DATABASE_TLS', 'yes'],
    ['AUTH_SECRET', 'too short'],
    ['TRUSTED_PROXIES', 'true'],
    ['TRUSTED_PROXIES', '11'],
    ['TOKEN_LIFETIME_SECONDS', '9'],
    ['TOKEN_LIFETIME_SECONDS', '3601'],
    ['TOKEN_ALGORITHM', 'HS256'],
    ['TOKEN_AUDIENCES', 'one,,two'],
    ['KEY_ROTATION_DAYS', '1'],
    ['VERIFIER_CACHE_SECONDS', '59'],
    ['AUTH_SECRET_PREVIOUS', 'too short'],
    ['MODEL_BASE_URL', 'localhost:11434'],
    ['SMTP_URL', 'http://mail.example'],
    ['CHATKIT_SCRIPT_URL', 'javascript:alert(1)'],
    ['LOG_LEVEL', 'loud'],
    ['SHUTDOWN_GRACE_MS', '1s'],
  ])('names %s when it is %j', (name, value) => {
    const fault = faultOf({ [name]: value });
    expect(fault.code).toBe('SETTING_INVALID');
    expect(fault.message).toContain(`${name}: `);
  });

  it.each([
    ['PORT', '30.5', 'PORT: must be a whole number from 1 to 65535.'],
    ['PORT', '-0.5', 'PORT: must be a whole number from 1 to 65535.'],
    [
      'LOG_LEVEL',
      'loud',
      'LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent.',
    ],
    [
      'DATABASE_URL',
      'mysql://db',
      'DATABASE_URL: must be an address that begins with postgres:// or postgresql://.',
    ],
  ])('says what %s takes instead of %j, once', (name, value, sentence) => {
    expect(faultOf({ [name]: value }).message).toBe(
      `A setting is not valid. ${sentence} docs/settings.md lists every setting.`,
    );
  });

  it.each([
    ['AUTH_SECRET', 'too short'],
    ['DATABASE_URL', 'mysql://ann:hunter2@db.example/parley'],
    ['BASE_URL', 'https://ann:hunter2@parley.example'],
    ['SMTP_URL', 'http://ann:hunter2@mail.example'],
  ])('keeps a wrong %s to itself', (name, value) => {
    expect(faultOf({ [name]: value }).message).not.toMatch(/hunter2|too short/);
  });

  it.each([
    ['GITHUB_CLIENT_ID', 'GITHUB'],
    ['GITHUB_CLIENT_SECRET', 'GITHUB'],
    ['GOOGLE_CLIENT_ID', 'GOOGLE'],
    ['GOOGLE_CLIENT_SECRET', 'GOOGLE'],
  ])('refuses %s alone, and keeps it to itself', (name, prefix) => {
    const fault = faultOf({ [name]: 'hunter2' });
    expect(fault).toMatchObject({
      code: 'SETTING_MISSING',
      message: `${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET belong together: set both, or neither.`,
    });
  });

  it('names every wrong setting at once', () => {
    const { message } = faultOf({ PORT: 'x', LOG_LEVEL: 'loud' });
    expect(message).toContain('PORT: ');
    expect(message).toContain('LOG_LEVEL: ');
  });
});
