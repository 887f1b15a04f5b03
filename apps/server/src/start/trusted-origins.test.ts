import { expect, it } from 'vitest';
import { trustedOrigins } from './trusted-origins.ts';

it('trusts the public origin alone in production', () => {
  const settings = { baseUrl: 'https://parley.example', port: 3000, production: true };
  expect(trustedOrigins(settings)).toEqual(['https://parley.example']);
});

it('trusts the names of this machine in development, each once', () => {
  const settings = { baseUrl: 'http://localhost:3000', port: 3000, production: false };
  expect(trustedOrigins(settings)).toEqual([
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://localhost:5173',
  ]);
});
