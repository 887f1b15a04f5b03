import { DatabaseError } from '../errors.ts';
import type { DatabaseErrorCode } from '../errors.ts';

/** What both drivers put on the errors PostgreSQL answers. */
interface ServerError {
  code: string;
  constraint_name?: string;
  constraint?: string;
}

const SENTENCES = {
  UNREACHABLE: 'The database cannot be reached.',
  DISK_FULL: 'The disk of the database is full: free some space. Nothing was changed.',
  TIMEOUT: 'The database took too long to answer. Nothing was changed.',
  USER_GONE: 'This user no longer exists.',
  BAD_VALUE: 'The database refused a value.',
  FAILED: 'The database could not do what was asked.',
} as const satisfies Partial<Record<DatabaseErrorCode, string>>;

/** Errors of sockets, of name resolution and of postgres.js about its own connections. */
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
]);

/** What Node calls a certificate that it refuses, and an answer that is not TLS. */
const TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH$)/;

/**
 * Says any failure of a driver in this package's words, dropping its message: drivers write rows,
 * parameters and addresses into theirs.
 */
export function toDatabaseError(error: unknown): DatabaseError {
  const server = serverError(error);
  if (server === null) return new DatabaseError('FAILED', SENTENCES.FAILED);
  if (server instanceof DatabaseError) return server;
  const code = codeOf(server);
  return new DatabaseError(code, SENTENCES[code], {
    sqlState: server.code,
    constraint: server.constraint_name ?? server.constraint,
  });
}

/** Finds the driver's error, or our own, under Drizzle's. */
function serverError(error: unknown): ServerError | DatabaseError | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof DatabaseError) return at;
    if ('code' in at && typeof at.code === 'string') return at as Error & ServerError;
  }
  return null;
}

function codeOf(error: ServerError): keyof typeof SENTENCES {
  const { code } = error;
  if (CONNECTION_CODES.has(code) || TLS_CODE.test(code)) return 'UNREACHABLE';
  if (code === 'ENOSPC' || code === '53100') return 'DISK_FULL';
  if (code === '57014') return 'TIMEOUT';
  if (code === '23503') return 'USER_GONE';
  // 08 connection, 28 who we are, 57P shutdown, 53 too many connections, 3D no such database
  if (/^(?:08|28|53|57P|3D)/.test(code)) return 'UNREACHABLE';
  if (/^(?:22|23)/.test(code)) return 'BAD_VALUE';
  return 'FAILED';
}
