import type { AuthContext, AuthResult, CredentialWatch } from '@parley/auth/verify';
import type { Database } from '@parley/db';
import { readTimeZone, TIME_ZONE_HEADER } from './time-zone.ts';

/** What every procedure gets: who asks (lazily), the database, and the clock. */
export interface ApiContext {
  /** Checks the caller's token, once per request however many procedures ask. Never throws. */
  authenticate(): Promise<AuthResult>;
  db: Database;
  /** Appears in every error answer and in the log line that belongs to it. */
  requestId: string;
  /** IANA name; `'UTC'` when the client named none. */
  timeZone: string;
  now(): Date;
  /** Ends subscriptions when the token ends. @default at its expiry, revoked or not */
  credentials?: Pick<CredentialWatch, 'watch'> | undefined;
  /** Where the metadata of this service is, for challenges. @default not said */
  resourceMetadata?: string | undefined;
}

/** What {@link createApiContextFactory} needs. */
export interface ApiContextFactoryOptions {
  /** The one check of a request's token, from `@parley/auth`. */
  authenticate(request: Request): Promise<AuthResult>;
  db: Database;
  /** @default () => new Date() */
  now?: (() => Date) | undefined;
  /** See {@link ApiContext}. */
  credentials?: ApiContext['credentials'];
  /** See {@link ApiContext}. */
  resourceMetadata?: ApiContext['resourceMetadata'];
}

/** Makes the context of one request. `requestId` is the server's, never the client's. */
export type ApiContextFactory = (request: Request, extra: { requestId: string }) => ApiContext;

/**
 * Makes the function that turns a request into a context. Nothing is verified until a procedure
 * asks, so a public call costs nothing.
 */
export function createApiContextFactory(options: ApiContextFactoryOptions): ApiContextFactory {
  const { authenticate, db, now = () => new Date(), credentials, resourceMetadata } = options;
  return (request, { requestId }) => {
    let result: Promise<AuthResult> | undefined;
    return {
      authenticate: () => (result ??= authenticate(request)),
      db,
      requestId,
      timeZone: readTimeZone(request.headers.get(TIME_ZONE_HEADER)),
      now,
      credentials,
      resourceMetadata,
    };
  };
}

/** What {@link contextForUser} needs. */
export interface ContextForUserOptions {
  auth: AuthContext;
  db: Database;
  requestId: string;
  /** @default 'UTC' */
  timeZone?: string | undefined;
  /** @default () => new Date() */
  now?: (() => Date) | undefined;
}

/**
 * The context of somebody whose token was verified already, for calls inside the process: the
 * assistant acts with exactly the rights of the user who wrote.
 */
export function contextForUser(options: ContextForUserOptions): ApiContext {
  const { auth, db, requestId, timeZone, now = () => new Date() } = options;
  const result: AuthResult = { kind: 'signed-in', auth };
  return {
    authenticate: () => Promise.resolve(result),
    db,
    requestId,
    timeZone: readTimeZone(timeZone),
    now,
  };
}
