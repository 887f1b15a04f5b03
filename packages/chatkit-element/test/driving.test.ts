import { launchChromium } from '@parley/browser';
import type { OpenAIChatKit } from '@openai/chatkit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from './open-page.ts';
import { startSite } from './site.ts';
import type { Site } from './site.ts';
import type { TestWindow } from './test-window.ts';

let browser: Browser;
let site: Site;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), startSite()]);
});

afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

describe('options', () => {
  it('are replaced without losing thread, place or what is being written', async () => {
    await using test = await openPage(browser, site, { height: 420 });
    const { page, composer } = test;
    await test.say('tell me more');
    await composer.fill('half a thou');
    await page.locator('.scroll').evaluate((el) => (el.scrollTop = 37));
    // What is scrolled in the moment the room changes is not yet a place that is kept.
    await page.getByLabel('Go to the latest message').waitFor();
    const article = await page.locator('.assistant').elementHandle();
    await page.evaluate(() =>
      (globalThis as unknown as TestWindow).setTestOptions({
        theme: {
          colorScheme: 'dark',
          radius: 'sharp',
          density: 'compact',
          color: { accent: { primary: '#ff0055', level: 2 } },
        },
        header: { title: { text: 'Help' } },
        composer: { placeholder: 'Ask away' },
      }),
    );
    await page.getByRole('heading', { name: 'Help' }).waitFor();
    await expect.poll(() => composer.inputValue()).toBe('half a thou');
    await expect.poll(() => composer.getAttribute('placeholder')).toBe('Ask away');
    await expect.poll(() => page.locator('.scroll').evaluate((el) => el.scrollTop)).toBe(37);
    expect(await article?.evaluate((el) => el.isConnected)).toBe(true);
    const root = page.locator('.root');
    await expect.poll(() => root.evaluate((el) => getComputedStyle(el).colorScheme)).toBe('dark');
    await expect
      .poll(() => page.locator('.primary').evaluate((el) => getComputedStyle(el).backgroundColor))
      .toBe('rgb(255, 0, 85)');
    await page.evaluate(() => (globalThis as unknown as TestWindow).setTestOptions({}));
    await page.getByRole('heading', { name: 'tell me more' }).waitFor();
    await expect.poll(() => root.getAttribute('data-radius')).toBe('pill');
  });

  it('that nobody knows are tolerated, and a missing api is an error event', async () => {
    await using test = await openPage(browser, site, {
      chat: { weather: 'fine', header: { rightAction: { icon: 'no-such-icon' } } } as never,
    });
    await test.say('hello');
    expect(test.problems).toEqual([]);
    const name = await test.page.evaluate(
      () =>
        new Promise((resolve) => {
          const element = document.createElement('openai-chatkit') as OpenAIChatKit;
          element.addEventListener('chatkit.error', ((event: CustomEvent<{ error: Error }>) =>
            resolve(event.detail.error.name)) as EventListener);
          document.body.append(element);
          element.setOptions({} as never);
        }),
    );
    expect(name).toBe('IntegrationError');
  });

  it('name the language of what is said; the texts of the element stay English', async () => {
    await using test = await openPage(browser, site, { chat: { locale: 'de-DE' } });
    const { page } = test;
    await test.say('Guten Morgen');
    const langOf = (selector: string): Promise<string | undefined> =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => element.closest<HTMLElement>('[lang]')?.lang);
    const places = ['.bubble', '.assistant .md', '.header .title', 'textarea.input'];
    expect(await Promise.all(places.map(langOf))).toEqual(places.map(() => 'de-DE'));
    expect(await langOf('.actions button')).toBe('en');
    await page.evaluate(() => (globalThis as unknown as TestWindow).setTestOptions({}));
    await expect.poll(() => langOf('.bubble')).toBe('en');
  });

  it('open the initial thread, and show the header buttons of the page', async () => {
    await using first = await openPage(browser, site);
    await first.say('hello');
    const id = await first.threadId();
    await using second = await openPage(browser, site, { chat: { initialThread: id } });
    await second.page.getByText('You said: hello').waitFor();
    expect(await second.events()).toEqual([
      'ready',
      'thread.change',
      'thread.load.start',
      'thread.load.end',
    ]);
  });
});

describe('methods', () => {
  it('drive the chat through React', async () => {
    await using test = await openPage(browser, site);
    const { page, composer } = test;
    await page.evaluate(() =>
      (globalThis as unknown as TestWindow).chat.sendUserMessage({
        text: 'hello',
        reply: 'quoted',
      }),
    );
    await page.getByText('You said: hello').waitFor();
    await expect.poll(() => page.locator('.quote').textContent()).toBe('quoted');
    await page.evaluate(() =>
      (globalThis as unknown as TestWindow).chat.setComposerValue({ text: 'draft', reply: 'q' }),
    );
    await expect.poll(() => composer.inputValue()).toBe('draft');
    await page.evaluate(() => (globalThis as unknown as TestWindow).chat.focusComposer());
    await expect.poll(() => composer.evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.evaluate(() => (globalThis as unknown as TestWindow).chat.setThreadId(null));
    await page.getByRole('heading', { name: 'What can I help with today?' }).waitFor();
    await expect.poll(() => composer.inputValue()).toBe('draft');
    await page.evaluate(() => (globalThis as unknown as TestWindow).chat.showHistory());
    await page.getByRole('dialog', { name: 'Chat history' }).waitFor();
    await page.evaluate(() => (globalThis as unknown as TestWindow).chat.hideHistory());
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await composer.focus();
    await page.evaluate(() => (globalThis as unknown as TestWindow).chat.hideHistory());
    expect(await composer.evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.evaluate(() => (globalThis as unknown as TestWindow).chat.fetchUpdates());
  });

  it('reject while a response runs, and without a thread', async () => {
    await using test = await openPage(browser, site);
    const { page, composer } = test;
    const outcome = (call: 'send' | 'open' | 'act' | 'fetch'): Promise<string> =>
      page.evaluate(async (which) => {
        const { chat } = globalThis as unknown as TestWindow;
        const calls = {
          send: () => chat.sendUserMessage({ text: 'x' }),
          open: () => chat.setThreadId(null),
          act: () => chat.sendCustomAction({ type: 'x' }),
          fetch: () => chat.fetchUpdates(),
        };
        return calls[which]().then(
          () => 'done',
          (error: Error) => error.name,
        );
      }, call);
    expect(await outcome('act')).toBe('IntegrationError');
    await composer.fill('wait');
    await composer.press('Enter');
    await page.getByText('Once upon a time').waitFor();
    for (const call of ['send', 'open', 'act', 'fetch'] as const) {
      expect(await outcome(call)).toBe('IntegrationError');
    }
    await page.getByLabel('Stop answering').click();
    expect(await outcome('send')).toBe('done');
  });

  it('hear client tools, widget actions and effects', async () => {
    await using test = await openPage(browser, site, {
      script: () => {
        const page = globalThis as unknown as TestWindow & { heard: unknown[] };
        page.heard = [];
        Object.defineProperty(page, 'testOptions', {
          get: () => ({
            onClientTool: async (call: { name: string }) => {
              page.heard.push(call.name);
              return { city: 'Oslo' };
            },
            widgets: {
              onAction: async (action: { type: string }, item: { widget: { type: string } }) =>
                void page.heard.push([action, item.widget.type]),
            },
          }),
          set(_ignored) {
            // The options come from here, whatever the page is given.
          },
        });
      },
    });
    const { page } = test;
    const heard = (): Promise<unknown> =>
      page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard);
    await test.say('where am I');
    await page.getByText('Thank you.').waitFor();
    expect(await heard()).toEqual(['get_place']);
    await test.say('controls');
    await page.getByRole('button', { name: 'In page' }).click();
    await expect.poll(heard).toHaveLength(2);
    expect(((await heard()) as unknown[])[1]).toMatchObject([
      { type: 'page', payload: { at: 1 } },
      'Card',
    ]);
    await test.say('flash');
    expect(await test.events()).toContain('effect');
  });
});

describe('life in the page', () => {
  it('survives being moved, and ends its requests when it is taken away', async () => {
    await using test = await openPage(browser, site);
    const { page, composer } = test;
    await test.say('hello');
    await composer.fill('still here');
    await page.evaluate(() => {
      const element = document.querySelector('openai-chatkit');
      const aside = document.createElement('aside');
      document.body.append(aside);
      if (element !== null) aside.append(element);
    });
    await page.getByText('You said: hello').waitFor();
    await expect.poll(() => composer.inputValue()).toBe('still here');
    await composer.fill('wait');
    await composer.press('Enter');
    await page.getByText('Once upon a time').waitFor();
    await composer.fill('still here');
    await page.evaluate(() => {
      const element = document.querySelector('openai-chatkit');
      Object.assign(globalThis, { element });
      element?.remove();
    });
    const ended = async (): Promise<boolean> => (await test.events()).at(-1) === 'response.end';
    await expect.poll(ended).toBe(true);
    await page.evaluate(() => {
      const { element } = globalThis as unknown as { element: HTMLElement };
      document.body.append(element);
    });
    await page.getByText('Once upon a time').waitFor();
    await expect.poll(() => page.locator('.main').count()).toBe(1);
    await expect.poll(() => composer.inputValue()).toBe('still here');
    await test.say('hello again');
    await page.getByText('You said: hello again').waitFor();
  });

  it('loads the thread it was loading when it was taken away', async () => {
    await using test = await openPage(browser, site);
    const { page } = test;
    await test.say('hello');
    const id = await test.threadId();
    await page.evaluate(() => (globalThis as unknown as TestWindow).chat.setThreadId(null));
    const letGo = site.cutNext('items.list', 0);
    await page.evaluate((thread) => {
      void (globalThis as unknown as TestWindow).chat.setThreadId(thread);
    }, id);
    await page.locator('.skeleton-turns').waitFor({ state: 'attached' });
    await takeAway(page);
    letGo();
    await bringBack(page);
    await expect
      .poll(() => page.locator('.assistant').allTextContents())
      .toEqual(['You said: hello']);
  });

  it('reads what happened to its thread while it was away', async () => {
    await using test = await openPage(browser, site);
    const { page } = test;
    await test.say('hello');
    await takeAway(page);
    const id = await test.threadId();
    const owner = { userId: 'ann' };
    const thread = await site.store.loadThread(id, owner);
    await site.store.saveThread({ ...thread, title: 'Told elsewhere' }, owner);
    await bringBack(page);
    await expect.poll(() => page.locator('.header .title').textContent()).toBe('Told elsewhere');
  });

  it('comes back to the same place of the conversation', async () => {
    await using test = await openPage(browser, site, { height: 420 });
    const { page } = test;
    await test.say('tell me more');
    await page.locator('.scroll').evaluate((el) => (el.scrollTop = 120));
    const place = await page.evaluate(async () => {
      const element = document.querySelector('openai-chatkit');
      const parent = element?.parentElement;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      element?.remove();
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (element !== null) parent?.append(element);
      return element?.shadowRoot?.querySelector('.scroll')?.scrollTop;
    });
    expect(place).toBe(120);
  });

  it('takes options before it is in the page, and loading the script twice is harmless', async () => {
    await using test = await openPage(browser, site);
    const { page } = test;
    const ready = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.type = 'module';
      script.src = '/chatkit.js?again';
      document.body.append(script);
      await new Promise((resolve) => script.addEventListener('load', resolve));
      const element = document.createElement('openai-chatkit') as OpenAIChatKit;
      element.setOptions({
        api: { url: '/api/chatkit', domainKey: 'x' },
        startScreen: { greeting: 'Second' },
      });
      let fired = 0;
      element.addEventListener('chatkit.ready', () => (fired += 1));
      document.body.append(element);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return fired;
    });
    expect(ready).toBe(1);
    await page.getByRole('heading', { name: 'Second' }).waitFor({ state: 'attached' });
  });
});

/** Removes the element for long enough that it is not taken for a move. */
async function takeAway(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const element = document.querySelector('openai-chatkit');
    Object.assign(globalThis, { element });
    element?.remove();
    await new Promise((resolve) => setTimeout(resolve, 0));
  });
}

async function bringBack(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { element } = globalThis as unknown as { element: HTMLElement };
    document.querySelector('#app')?.append(element);
  });
}
