import { readFile } from 'node:fs/promises';
import type { ModelErrorCode, ModelSettingError } from '@parley/assistant';
import type { AuthErrorCode } from '@parley/auth';
import type { InvalidTokenCode } from '@parley/auth/verify';
import type { ChatKitErrorCode } from '@parley/chatkit';
import type { DatabaseErrorCode } from '@parley/db';
import { expect, it } from 'vitest';
import type { HttpErrorCode } from '../src/http/http-error.ts';
import type { StartErrorCode } from '../src/start/start-error.ts';

type Code =
  | AuthErrorCode
  | ChatKitErrorCode
  | DatabaseErrorCode
  | HttpErrorCode
  | InvalidTokenCode
  | ModelErrorCode
  | ModelSettingError['code']
  | StartErrorCode;

/** Every code of every package. The compiler asks for those that are missing here. */
const codes: Record<Code, true> = {
  ADDRESS_UNAVAILABLE: true,
  ALG_NOT_ALLOWED: true,
  AUDIENCE_MISMATCH: true,
  AUTHORIZATION_MALFORMED: true,
  BAD_BASE_URL: true,
  BAD_CURSOR: true,
  BAD_REQUEST: true,
  BAD_SETTINGS: true,
  BAD_VALUE: true,
  CLAIM_MALFORMED: true,
  CLAIM_MISSING: true,
  DATA_FOLDER_IN_USE: true,
  DATA_FOLDER_UNREADABLE: true,
  DISK_FULL: true,
  ENCODING_NOT_CANONICAL: true,
  FAILED: true,
  HEADER_MALFORMED: true,
  HEADER_NOT_ALLOWED: true,
  INTERNAL_SERVER_ERROR: true,
  ISSUER_MISMATCH: true,
  KEY_REFUSED: true,
  KEY_UNKNOWN: true,
  KID_MALFORMED: true,
  KID_MISSING: true,
  LIFETIME_TOO_LONG: true,
  MALFORMED: true,
  MISSING_KEY: true,
  NOT_A_JWT: true,
  NOT_FOUND: true,
  OPTION_INVALID: true,
  PAYLOAD_MALFORMED: true,
  PAYLOAD_TOO_LARGE: true,
  PORT_IN_USE: true,
  RATE_LIMITED: true,
  SCHEMA_CHANGED: true,
  SCHEMA_NEWER: true,
  SECRET_UNREADABLE: true,
  SERVICE_UNAVAILABLE: true,
  SETTING_INVALID: true,
  SETTING_MISSING: true,
  SIGNATURE_INVALID: true,
  SIGNING_KEY_UNKNOWN: true,
  USER_UNKNOWN: true,
  SIGNING_KEY_UNREADABLE: true,
  TIMEOUT: true,
  TOKEN_EXPIRED: true,
  TOKEN_IN_QUERY: true,
  TOKEN_NOT_YET_VALID: true,
  TOKEN_REVOKED: true,
  TOKEN_TOO_LARGE: true,
  TOO_MANY_STEPS: true,
  TYP_NOT_ALLOWED: true,
  UNKNOWN_MODEL: true,
  UNKNOWN_PROVIDER: true,
  UNREACHABLE: true,
  USER_GONE: true,
  body_too_large: true,
  cancelled: true,
  closing: true,
  cursor_gone: true,
  invalid_json: true,
  invalid_request: true,
  method_not_allowed: true,
  not_allowed: true,
  not_found: true,
  not_supported: true,
  stream_failed: true,
  turn_in_progress: true,
  unknown_operation: true,
};

const page = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');

it.each(Object.keys(codes))('docs/errors.md explains %s', (code) => {
  expect(page).toMatch(new RegExp(`^\\| \`${code}\` `, 'm'));
});
