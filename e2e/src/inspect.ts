import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** Fails when the page as it is now breaks WCAG 2.2 AA, or sticks out sideways. */
export async function inspect(page: Page): Promise<void> {
  // What still fades in has too little contrast.
  await expect.poll(() => page.evaluate(countMoving)).toBe(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target).join(' ')}`);
  expect(found).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, 'pixels that stick out sideways').toBeLessThanOrEqual(0);
}

/**
 * Runs in the page: how many animations are under way, those without end left out. A document does
 * not list those in its shadow trees, so each tree is asked.
 */
function countMoving(): number {
  const trees: (Document | ShadowRoot)[] = [document];
  for (const tree of trees) {
    for (const { shadowRoot } of tree.querySelectorAll('*')) if (shadowRoot) trees.push(shadowRoot);
  }
  const animations = trees.flatMap((tree) => tree.getAnimations());
  const moving = animations.filter(({ playState, effect }) => {
    return playState === 'running' && effect?.getComputedTiming().iterations !== Infinity;
  });
  return moving.length;
}
