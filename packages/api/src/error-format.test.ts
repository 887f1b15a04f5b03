import { TRPCError } from '@trpc/server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { publicErrorOf } from './error-format.ts';
import { ApiError } from './errors.ts';

const neutral = 'Something went wrong on our side. It was not saved; please try again.';

function invalid(schema: z.ZodType, input: unknown): TRPCError {
  return new TRPCError({ code: 'BAD_REQUEST', cause: schema.safeParse(input).error });
}

describe('publicErrorOf', () => {
  test('passes on what was written for callers', () => {
    const error = new ApiError({ code: 'CONFLICT', message: 'Taken.', authCode: 'X' });
    expect(publicErrorOf(error)).toEqual({ code: 'CONFLICT', message: 'Taken.', authCode: 'X' });
  });

  test.each([
    new Error('at 10.0.0.7 with password=hunter2'),
    'a string',
    undefined,
    new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'secret' }),
    new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: invalid(z.string(), 7).cause }),
  ])('says nothing of an unknown failure', (error) => {
    expect(publicErrorOf(error)).toEqual({ code: 'INTERNAL_SERVER_ERROR', message: neutral });
  });

  test.each([
    'BAD_REQUEST',
    'NOT_FOUND',
    'METHOD_NOT_SUPPORTED',
    'UNSUPPORTED_MEDIA_TYPE',
    'FORBIDDEN',
    'TOO_MANY_REQUESTS',
  ] as const)('replaces the words of a foreign %s', (code) => {
    const { message, ...rest } = publicErrorOf(new TRPCError({ code, message: 'secret words' }));
    expect(message).not.toContain('secret');
    expect(rest).toEqual({ code });
  });

  test('names wrong fields by path, the first complaint of each', () => {
    const schema = z.strictObject({ a: z.array(z.strictObject({ b: z.string().min(2).max(1) })) });
    const error = publicErrorOf(invalid(schema, { a: [{ b: 'x', c: 1 }], d: 1 }));
    expect(Object.keys(error.fields ?? {})).toEqual(['a.0.b', 'a.0.c', 'd']);
  });

  test('calls the input as a whole "input"', () => {
    expect(Object.keys(publicErrorOf(invalid(z.string(), 7)).fields ?? {})).toEqual(['input']);
  });

  test('keeps the list short, whatever was sent', () => {
    const many = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`${index}-${'k'.repeat(500)}`, 1]),
    );
    const { fields = {} } = publicErrorOf(invalid(z.strictObject({}), many));
    expect(Object.keys(fields)).toHaveLength(20);
    expect(Math.max(...Object.keys(fields).map((name) => name.length))).toBe(100);
  });
});
