import type { LeaveBy, Scenario } from '@parley/chatkit/testing';
import { expectedOutcome, runScenario } from '@parley/chatkit/testing';
import { firstDifference } from './first-difference.ts';
import type { OpenedStore } from './open-store.ts';

const patienceMs = 20_000;

/** Replays a scenario; what differs first, or nothing when all comes out as recorded. */
export async function replay(scenario: Scenario, opened: OpenedStore): Promise<string | undefined> {
  const leaves = scenario.steps.some((step) => step.abort_after_events !== undefined);
  // What is stored must not depend on how a client goes away.
  const ways: LeaveBy[] = leaves ? ['abort', 'cancel'] : ['abort'];
  for (const leaveBy of ways) {
    const trouble = await replayOnce(scenario, { opened, leaveBy });
    if (trouble !== undefined) return leaves ? `client leaves by ${leaveBy}: ${trouble}` : trouble;
  }
  return undefined;
}

async function replayOnce(
  scenario: Scenario,
  { opened, leaveBy }: { opened: OpenedStore; leaveBy: LeaveBy },
): Promise<string | undefined> {
  const { store, owner: context } = await opened.fresh();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), patienceMs);
  });
  try {
    const outcome = await Promise.race([runScenario(scenario, { store, context, leaveBy }), late]);
    if (outcome === 'late') return `not over after ${patienceMs / 1000} s`;
    return firstDifference(expectedOutcome(scenario), outcome);
  } catch (error) {
    return `cannot be replayed: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    clearTimeout(timer);
  }
}
