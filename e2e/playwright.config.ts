import { chromiumLaunchOptions } from '@parley/browser';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'report.json' }]],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 800 },
    // Recording every step costs a fifth of the processor time: `--trace on` for a test that fails.
    screenshot: 'only-on-failure',
    launchOptions: await chromiumLaunchOptions(),
  },
});
