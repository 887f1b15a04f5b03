import axe from 'axe-core';
import type * as Axe from 'axe-core';
import type { ChatKitOptions } from '@openai/chatkit';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Site } from './site.ts';
import type { TestWindow } from './test-window.ts';

/** A page that shows the element, driven by React. */
export interface OpenPage extends AsyncDisposable {
  page: Page;
  composer: Locator;
  /** Everything that went wrong in the page: uncaught errors, CSP reports, console errors. */
  problems: string[];
  /** Origins of all requests the page made. */
  origins: Set<string>;
  /** Writes and sends, as soon as the chat takes a message. */
  send(text: string): Promise<void>;
  /** The same, and waits until the response has ended. */
  say(text: string): Promise<void>;
  /** Names of the events the page heard so far, `log` left out. */
  events(): Promise<string[]>;
  /** The thread that was opened last. */
  threadId(): Promise<string>;
  /** Violations of WCAG 2.2 AA and best practices in what is drawn by now, as `rule: selector`. */
  violations(): Promise<string[]>;
}

/** Options of `openPage`. Functions in `chat` are not carried over: give them as `script`. */
export interface PageOptions {
  chat?: Partial<ChatKitOptions>;
  /** Runs in the page before its scripts. */
  script?: () => void;
  width?: number;
  height?: number;
  /** Whether the reader's own colours take the place of the page's. */
  forcedColors?: boolean;
  /** Whether the page is so busy that much happens between two frames. */
  busy?: boolean;
}

/** Opens the page and waits for `chatkit.ready`. */
export async function openPage(
  browser: Browser,
  site: Site,
  options: PageOptions = {},
): Promise<OpenPage> {
  const { width = 900, height = 700 } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    forcedColors: options.forcedColors === true ? 'active' : 'none',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  // Nothing here takes seconds, but on a busy machine.
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  const origins = new Set<string>();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    // A failed answer is part of some tests and logged by the browser itself.
    const isFailedRequest = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isFailedRequest) problems.push(message.text());
  });
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  await page.addInitScript((chat) => {
    (globalThis as unknown as TestWindow).testOptions = chat as Partial<ChatKitOptions>;
  }, options.chat ?? {});
  if (options.script !== undefined) await page.addInitScript(options.script);
  if (options.busy === true) await page.addInitScript(drawSeldom);
  await page.goto(site.origin);
  await page.waitForFunction(() =>
    (globalThis as unknown as TestWindow).events.some(({ name }) => name === 'ready'),
  );
  const composer = page.locator('textarea.input');

  return {
    page,
    composer,
    problems,
    origins,
    async send(text) {
      await write(text);
      await composer.press('Enter');
    },
    async say(text) {
      await write(text);
      const before = await countOf('response.end');
      await composer.press('Enter');
      await page.waitForFunction(
        (count) =>
          (globalThis as unknown as TestWindow).events.filter(({ name }) => name === 'response.end')
            .length > count,
        before,
      );
      await drawn();
    },
    events: () =>
      page.evaluate(() =>
        (globalThis as unknown as TestWindow).events
          .map(({ name }) => name)
          .filter((name) => name !== 'log'),
      ),
    threadId: () =>
      page.evaluate(() => {
        const changes = (globalThis as unknown as TestWindow).events.filter(
          ({ name }) => name === 'thread.change',
        );
        const last = changes.at(-1)?.detail;
        return (last as { threadId: string }).threadId;
      }),
    async violations() {
      await drawn();
      await page.evaluate(axe.source);
      return page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: typeof Axe };
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        const { violations } = await axe.run(document, { runOnly: tags });
        return violations.flatMap(({ id, nodes }) =>
          nodes.map(
            ({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`,
          ),
        );
      });
    },
    [Symbol.asyncDispose]: () => context.close(),
  };

  async function write(text: string): Promise<void> {
    await composer.fill(text);
    // Enter sends nothing while an answer is being written or a thread loads.
    await page.locator('button[part=send-button]:enabled').waitFor();
  }

  /** A change is drawn with the next frame. */
  async function drawn(): Promise<void> {
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }

  async function countOf(event: string): Promise<number> {
    return page.evaluate(
      (name) =>
        (globalThis as unknown as TestWindow).events.filter((one) => one.name === name).length,
      event,
    );
  }
}

/** Runs in the page. */
function drawSeldom(): void {
  const next = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (draw) => Number(setTimeout(() => next(draw), 400));
  globalThis.cancelAnimationFrame = clearTimeout;
}
