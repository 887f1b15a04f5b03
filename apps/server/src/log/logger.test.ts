import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';
import { loggablePath } from './loggable-path.ts';

function recorded(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ level: 'info', stream: { write: (line) => void lines.push(line) } }));
  return lines.join('');
}

describe('createLogger', () => {
  it.each(['authorization', 'cookie', 'set-cookie', 'password', 'newPassword', 'token', 'email'])(
    'drops the field %s, also one level down',
    (field) => {
      const text = recorded((log) => {
        log.info({ [field]: 'hidden-value', inner: { [field]: 'hidden-value' }, kept: 1 }, 'said');
      });
      expect(text).not.toContain('hidden-value');
      expect(JSON.parse(text)).toMatchObject({ kept: 1, level: 'info', msg: 'said' });
    },
  );

  it('describes an error instead of printing it', () => {
    const text = recorded((log) => log.error({ err: new Error('for ann@example.com') }, 'failed'));
    expect(JSON.parse(text)).toMatchObject({ err: { message: 'for [address]' } });
  });
});

describe('loggablePath', () => {
  it.each([
    ['/tasks/12', '/tasks/12'],
    ['/api/trpc/tasks.list,tasks.tags', '/api/trpc/tasks.list,tasks.tags'],
    ['/api/auth/sign-in/email', '/api/auth/sign-in/email'],
    ['/api/auth/reset-password/abcdefghij', '/api/auth/reset-password/:token'],
    ['/api/auth/verify/Xy12', '/api/auth/verify/:value'],
    [`/${'a'.repeat(300)}`, `/${'a'.repeat(199)}`],
  ])('%s', (path, loggable) => {
    expect(loggablePath(path)).toBe(loggable);
  });
});
