import { checkServerIdentity } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import type { DatabaseOptions } from '../database.ts';
import { DatabaseError } from '../errors.ts';

/**
 * Server and database of an address, without user and password.
 *
 * @throws {DatabaseError} `BAD_SETTINGS` for an address that is none.
 */
export function labelOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol))
    throw new DatabaseError(
      'BAD_SETTINGS',
      'The address of the database is not of the form postgres://user:password@host:port/database.',
    );
  return `PostgreSQL at ${url.host}${url.pathname}`;
}

/** An address, and what the settings say about encryption beside it. */
type AddressOptions = Pick<DatabaseOptions, 'tls'> & { url: string };

/** What the driver takes, beside the options of a check of its certificate. */
const UNCHECKED = ['allow', 'prefer', 'require'] as const;

/**
 * Whether and how connections are encrypted, for the driver: as the settings say, else the address.
 * It takes the host's name from us: on its own it holds the certificate of a server that is named
 * by an IP address against `localhost`.
 */
export function encryptionOf(
  options: AddressOptions,
): false | (typeof UNCHECKED)[number] | ConnectionOptions {
  const mode = modeOf(options);
  if (mode === 'disable') return false;
  const unchecked = UNCHECKED.find((name) => name === mode);
  if (unchecked !== undefined) return unchecked;
  const host = new URL(options.url).hostname.replaceAll(/^\[|\]$/g, '');
  return { checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate) };
}

/** `disable`, or how much of a certificate is asked for; a word that is not known asks for all. */
function modeOf({ url, tls }: AddressOptions): string {
  const { searchParams } = new URL(url);
  const mode = tls ?? searchParams.get('sslmode') ?? searchParams.get('ssl') ?? 'disable';
  return mode === 'false' ? 'disable' : mode;
}

/**
 * How PostgreSQL refuses a start-up parameter; the driver makes one of each that it does not know.
 */
const UNKNOWN_PARAMETER = '42704';

/** Says to whoever wrote the address what it means that the first try failed. */
export function notOpened(options: AddressOptions, error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const label = labelOf(options.url);
  if (error.sqlState === UNKNOWN_PARAMETER)
    return new DatabaseError(
      'BAD_SETTINGS',
      `${label} does not know a parameter that the address has after its question mark: leave it out.`,
      error,
    );
  if (error.code !== 'UNREACHABLE') return error;
  const why = reason(error.sqlState, modeOf(options) !== 'disable');
  return new DatabaseError('UNREACHABLE', `${label} cannot be reached: ${why}.`, error);
}

function reason(code: string | undefined, encrypted: boolean): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'no such host';
    case 'ECONNREFUSED':
      return 'nothing answers on that port';
    case 'ECONNRESET':
    case 'CONNECTION_CLOSED':
      return encrypted
        ? 'it hangs up, as a server without TLS does'
        : 'it hangs up on whoever connects';
    case 'CONNECT_TIMEOUT':
      return 'it does not answer in time';
    case '28P01':
    case '28000':
      return 'it refuses this user or password';
    case '3D000':
      return 'it has no such database';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return 'this machine does not trust who signed its certificate; NODE_EXTRA_CA_CERTS names a file of those to trust as well';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'its certificate is for another host';
    case 'CERT_HAS_EXPIRED':
      return 'its certificate has expired';
    default:
      return code ?? 'no answer';
  }
}
