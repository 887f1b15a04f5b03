import { expect, test } from 'vitest';
import { headed } from '../../test/minter.ts';
import { ALGORITHMS } from './algorithms.ts';
import { gateToken } from './token-gate.ts';
import type { GateRules } from './token-gate.ts';

test('headers that passed are read once, and a stranger’s invented ones fill no memory', () => {
  const passed: NonNullable<GateRules['passed']> = new Map();
  const rules = { algorithms: new Set(ALGORITHMS), typs: new Set([null]), passed };
  const gate = (kid: string) => gateToken(headed({ alg: 'EdDSA', kid }), rules);
  expect(gate('key-1')).toMatchObject({ ok: true, kid: 'key-1' });
  expect(gate('key-1')).toMatchObject({ ok: true, kid: 'key-1' });
  expect(passed.size).toBe(1);
  for (let index = 0; index < 1000; index += 1) {
    expect(gate(`stranger-${index}`)).toMatchObject({ kid: `stranger-${index}` });
    expect(passed.size).toBeLessThanOrEqual(32);
  }
});

test('a header that was refused is refused again', () => {
  const passed: NonNullable<GateRules['passed']> = new Map();
  const rules = { algorithms: new Set(ALGORITHMS), typs: new Set([null]), passed };
  const token = headed({ alg: 'EdDSA', kid: 'key-1', jku: 'https://evil.example' });
  for (let turn = 0; turn < 2; turn += 1) {
    expect(gateToken(token, rules)).toMatchObject({ ok: false, code: 'HEADER_NOT_ALLOWED' });
  }
  expect(passed.size).toBe(0);
});
