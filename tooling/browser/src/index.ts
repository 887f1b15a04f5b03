// A line here is a promise to the tests that drive a browser.
export { chromiumLaunchOptions, launchChromium } from './chromium.ts';
export type { BrowserContext } from 'playwright-core';
