import { expect, test } from 'vitest';
import { DatabaseError, toDatabaseError } from '../index.ts';

function driverError(code: string, more: object = {}): Error {
  return Object.assign(new Error('row of ann: s3cret'), { code, detail: 's3cret', ...more });
}

test.each([
  ['ECONNREFUSED', 'UNREACHABLE'],
  ['CONNECTION_CLOSED', 'UNREACHABLE'],
  ['CONNECT_TIMEOUT', 'UNREACHABLE'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'UNREACHABLE'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'UNREACHABLE'],
  ['08006', 'UNREACHABLE'],
  ['28P01', 'UNREACHABLE'],
  ['53300', 'UNREACHABLE'],
  ['57P01', 'UNREACHABLE'],
  ['3D000', 'UNREACHABLE'],
  ['53100', 'DISK_FULL'],
  ['ENOSPC', 'DISK_FULL'],
  ['57014', 'TIMEOUT'],
  ['23503', 'USER_GONE'],
  ['23505', 'BAD_VALUE'],
  ['22021', 'BAD_VALUE'],
  ['42P01', 'FAILED'],
])('reads %s as %s and drops what the driver says', (code, expected) => {
  const error = toDatabaseError(driverError(code));
  expect(error).toMatchObject({ code: expected, sqlState: code });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('s3cret');
});

test('finds the error of the driver, or our own, under another', () => {
  const found = toDatabaseError(new Error('Failed query: s3cret', { cause: driverError('57014') }));
  expect(found.code).toBe('TIMEOUT');
  const own = new DatabaseError('DISK_FULL', 'full');
  expect(toDatabaseError(new Error('Failed query', { cause: own }))).toBe(own);
  expect(toDatabaseError(own)).toBe(own);
});

test('names the constraint, by whichever name the driver has for it', () => {
  expect(toDatabaseError(driverError('23505', { constraint: 'a' })).constraint).toBe('a');
  expect(toDatabaseError(driverError('23505', { constraint_name: 'b' })).constraint).toBe('b');
});

test.each([null, undefined, 'text', {}, new Error('s3cret')])(
  'reads anything else as FAILED',
  (error) => {
    expect(toDatabaseError(error)).toMatchObject({ code: 'FAILED', sqlState: undefined });
  },
);
