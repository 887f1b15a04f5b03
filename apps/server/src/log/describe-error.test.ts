import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cleanText, describeError } from './describe-error.ts';

describe('describeError', () => {
  it('keeps type, code, message, frames and cause', () => {
    const cause = Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
    const described = describeError(new TypeError('no database', { cause }));
    expect(described).toMatchObject({
      type: 'TypeError',
      message: 'no database',
      cause: { type: 'Error', code: 'ECONNREFUSED', message: 'connect refused' },
    });
    expect(described.stack?.every((line) => line.startsWith('at '))).toBe(true);
    expect(described.stack?.length).toBeGreaterThan(0);
  });

  it('does not quote the parameters of a query', () => {
    const message = 'Failed query: insert into "user" values ($1) params: ann@example.com,hunter2';
    const error = Object.assign(new Error(message), { query: 'insert', params: ['hunter2'] });
    expect(JSON.stringify(describeError(error))).not.toMatch(/hunter2|ann@example/);
  });

  it.each([
    [
      'PGlite',
      {
        severity: 'ERROR',
        code: '22P02',
        detail: 'Key (email)=(ann@example.com)',
        where: 'hunter2',
      },
    ],
    ['postgres.js', { severity_local: 'FEHLER', code: '22P02', detail: 'hunter2', parameters: [] }],
  ])('does not quote the value that PostgreSQL refused, through %s', (_, marks) => {
    const refused = Object.assign(new Error('invalid input syntax: "hunter2"'), marks);
    const error = new Error('insert failed', { cause: refused });
    const text = JSON.stringify(describeError(error));
    expect(text).not.toMatch(/hunter2|ann@example/);
    expect(text).toContain('"code":"22P02"');
  });

  it('takes no line of a message for a frame', () => {
    const lines = ['lunch', '    at my private place', '    at home (file:///private:1:2)'];
    const error = new Error(lines.join('\n'));
    const wrapped = Object.assign(new Error('x'), { stack: `Error: ${lines.join('\n')}` });
    Object.assign(error, { query: 'select' });
    expect(JSON.stringify(describeError(error))).not.toContain('private');
    expect(JSON.stringify(describeError(wrapped))).not.toContain('my private');
    expect(describeError(error).stack?.length).toBeGreaterThan(0);
  });

  it('quotes no key of a refused value, and no sentence as a code', () => {
    const shape = z.strictObject({}).safeParse({ 'my private words': 1 }).error;
    const coded = Object.assign(new Error('x'), { code: 'my private words' });
    expect(JSON.stringify(describeError(shape))).not.toContain('private');
    expect(JSON.stringify(describeError(coded))).not.toContain('private');
  });

  it('does not quote a text that is not JSON', () => {
    let error: unknown;
    try {
      JSON.parse('my private words');
    } catch (thrown) {
      error = thrown;
    }
    expect(JSON.stringify(describeError(error))).not.toContain('private');
  });

  it('does not quote what a provider was sent or said', () => {
    const error = Object.assign(new Error('you said: my private words'), {
      requestBodyValues: { messages: ['my private words'] },
      responseBody: 'my private words',
    });
    expect(JSON.stringify(describeError(error))).not.toContain('private');
  });

  it('says only the type of what is no error', () => {
    expect(describeError('my private words')).toEqual({
      type: 'string',
      message: 'thrown value is no error',
    });
  });

  it('ends at a cause that leads back to itself', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(describeError(error)).length).toBeLessThan(100_000);
  });
});

describe('cleanText', () => {
  it.each([
    ['token eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln here', 'token [token] here'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer [redacted]'],
    ['mail to ann@example.com failed', 'mail to [address] failed'],
    ['key sk-proj-abcdefgh1234 refused', 'key [key] refused'],
    ['GET /x?token=abc&page=2', 'GET /x?token=[redacted]&page=2'],
    ['postgres://ann:hunter2@db/x', 'postgres://ann:[redacted]@db/x'],
    ['nothing to hide', 'nothing to hide'],
  ])('%s', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it('keeps a sentence short', () => {
    expect(cleanText('a'.repeat(5000))).toHaveLength(500);
  });
});
