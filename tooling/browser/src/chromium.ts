import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser, LaunchOptions } from 'playwright-core';

/**
 * Launch options for the Chromium that came with `pnpm install`, or for the one that
 * `PLAYWRIGHT_CHROMIUM` names. Starts as root too, and makes no request of its own.
 */
export async function chromiumLaunchOptions(): Promise<LaunchOptions> {
  return {
    ...(await installed()),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--no-zygote',
      '--font-render-hinting=none',
    ],
  };
}

/** The packaged Chromium is built for Linux; elsewhere the installed Chrome serves. */
async function installed(): Promise<Pick<LaunchOptions, 'channel' | 'executablePath'>> {
  const own = process.env['PLAYWRIGHT_CHROMIUM'];
  if (own !== undefined) return { executablePath: own };
  if (process.platform !== 'linux') return { channel: 'chrome' };
  chromium.setGraphicsMode = false;
  return { executablePath: await chromium.executablePath() };
}

/** Starts a headless Chromium. Close it with `browser.close()`. */
export async function launchChromium(): Promise<Browser> {
  return playwright.launch(await chromiumLaunchOptions());
}
