import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { z } from 'zod';
import { ApiError } from './errors.ts';

/** What a caller may know about a failure. */
export interface PublicError {
  code: TRPC_ERROR_CODE_KEY;
  /** A sentence for the caller; never an exception's own words. */
  message: string;
  /** First complaint per wrong input field, by dotted path; `input` for the input as a whole. */
  fields?: Record<string, string>;
  /** Why the token was not accepted. */
  authCode?: string;
}

const TEXT: Partial<Record<TRPC_ERROR_CODE_KEY, string>> = {
  BAD_REQUEST: 'The request could not be read: check its address, its batch and its JSON.',
  PARSE_ERROR: 'The request could not be read: check its address, its batch and its JSON.',
  NOT_FOUND: 'There is no such procedure.',
  METHOD_NOT_SUPPORTED: 'Use GET for queries and subscriptions, POST for mutations.',
  UNSUPPORTED_MEDIA_TYPE: 'Send the input as application/json.',
  CLIENT_CLOSED_REQUEST: 'The request was cancelled.',
};
const NEUTRAL = 'Something went wrong on our side. It was not saved; please try again.';
const MAX_FIELDS = 20;

/**
 * Says what a caller may know about anything a procedure threw. Used for the wire and by callers
 * inside the process, so that a tool and a browser are told the same.
 *
 * Failures that are not meant for callers keep only a code and a neutral text.
 */
export function publicErrorOf(error: unknown): PublicError {
  if (!(error instanceof TRPCError)) return { code: 'INTERNAL_SERVER_ERROR', message: NEUTRAL };
  if (error instanceof ApiError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.fields && { fields: error.fields }),
      ...(error.authCode !== undefined && { authCode: error.authCode }),
    };
  }
  // Only input parsing makes a BAD_REQUEST out of a ZodError; an output that fails is ours.
  if (error.code === 'BAD_REQUEST' && error.cause instanceof z.ZodError) {
    const fields = fieldsOf(error.cause);
    return { code: 'BAD_REQUEST', message: 'Some of the input is not valid.', fields };
  }
  return { code: error.code, message: TEXT[error.code] ?? NEUTRAL };
}

function fieldsOf(error: z.ZodError): Record<string, string> {
  const fields = new Map<string, string>();
  for (const issue of error.issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const text = keys.length > 0 ? 'This field is not known here.' : issue.message;
    const paths = keys.length > 0 ? keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of paths) {
      const name = path.map(String).join('.').slice(0, 100) || 'input';
      if (!fields.has(name) && fields.size < MAX_FIELDS) fields.set(name, text);
    }
  }
  return Object.fromEntries(fields);
}
