import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** The sum of what moved by itself, as browsers count it. */
    shifted: number;
  }
}

/** Counts from now on, and from the beginning of each page that is opened next, into `window.shifted`. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(count);
  await page.evaluate(count);
}

/** Runs in the page. */
function count(): void {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      };
      if (!hadRecentInput) window.shifted += value;
    }
  }).observe({ type: 'layout-shift' });
}
