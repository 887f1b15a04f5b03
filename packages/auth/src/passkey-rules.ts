import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';

const MAX_NAME_LENGTH = 100;

/** How long after a sign-in passkeys may be added and removed, in milliseconds. */
const RECENT_MS = 3_600_000;

const OPTIONS = '/passkey/generate-register-options';
const ADD = '/passkey/verify-registration';
const RENAME = '/passkey/update-passkey';
const REMOVE = '/passkey/delete-passkey';

/**
 * What the plugin leaves open. A passkey is added or removed only by who signed in within the hour
 * (ASVS 7.5.1): whoever finds an open page must not leave a key of their own behind. Names have a
 * limit, and somebody else's passkey is as unknown as one that never was.
 */
export function passkeyRules() {
  return {
    id: 'parley-passkey-rules',
    hooks: {
      before: [
        at([OPTIONS, ADD, REMOVE], requireRecentSignIn),
        at([ADD, RENAME], async ({ body }) => checkName(body)),
        at([RENAME, REMOVE], requireOwn),
        {
          // The plugin would show the passkey's name to the device in the place of the account's; an
          // undefined would not replace it.
          matcher: ({ path }) => path === OPTIONS,
          handler: createAuthMiddleware(async ({ query }) => ({
            context: { query: { ...(query as object | undefined), name: '' } },
          })),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

function at(paths: string[], check: (context: GenericEndpointContext) => Promise<void>) {
  return {
    matcher: ({ path }: { path?: string }) => path !== undefined && paths.includes(path),
    handler: createAuthMiddleware(async (context) => {
      await check(context);
    }),
  };
}

async function requireRecentSignIn(context: GenericEndpointContext): Promise<void> {
  const session = await getSessionFromCtx(context);
  // Nobody is signed in: the plugin's own check answers.
  if (!session || session.session.createdAt.getTime() > Date.now() - RECENT_MS) return;
  throw new APIError('FORBIDDEN', {
    code: 'SIGN_IN_NOT_RECENT',
    message: 'Sign in again to change passkeys.',
  });
}

function checkName(body: unknown): void {
  const { name } = body as { name?: unknown };
  if (name === undefined) return;
  const isText = typeof name === 'string' && /^[^\p{Cc}\p{Cs}]*$/u.test(name);
  if (isText && [...name].length <= MAX_NAME_LENGTH) return;
  throw new APIError('BAD_REQUEST', {
    code: 'PASSKEY_NAME_INVALID',
    message: `The name must have 1 to ${MAX_NAME_LENGTH} ordinary characters.`,
  });
}

async function requireOwn(context: GenericEndpointContext): Promise<void> {
  const session = await getSessionFromCtx(context);
  const { id } = context.body as { id?: unknown };
  // No session, or no id: the plugin's own check answers.
  if (!session || typeof id !== 'string') return;
  const where = [
    { field: 'id', value: id },
    { field: 'userId', value: session.user.id },
  ];
  if ((await context.context.adapter.findOne({ model: 'passkey', where })) !== null) return;
  throw new APIError('NOT_FOUND', {
    code: 'PASSKEY_NOT_FOUND',
    message: 'There is no such passkey.',
  });
}
