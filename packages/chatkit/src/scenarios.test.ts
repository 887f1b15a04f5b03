import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import type { LeaveBy, Scenario } from './testing/index.ts';
import { expectedOutcome, runScenario } from './testing/index.ts';

const folder = process.env['PARLEY_SCENARIOS'] ?? path.join(import.meta.dirname, '../scenarios');
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name): Scenario => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));

const ways: LeaveBy[] = ['abort', 'cancel'];

describe.each(ways)('recorded scenarios, clients leaving by %s', (leaveBy) => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (_name, scenario) => {
      const store = createMemoryStore<{ userId: string }>({ owner: ({ userId }) => userId });
      const outcome = await runScenario(scenario, { store, context: { userId: 'ann' }, leaveBy });
      expect(outcome).toEqual(expectedOutcome(scenario));
    },
  );
});

test('there are scenarios to replay', () => {
  expect(scenarios.length).toBeGreaterThan(0);
});
