import { launchChromium } from '@parley/browser';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from './open-page.ts';
import type { TestWindow } from './test-window.ts';
import { startSite } from './site.ts';
import type { Site } from './site.ts';

let browser: Browser;
let site: Site;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), startSite()]);
});

afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** A page, and one where an answer or a thread comes between two drawings. */
const PAGES = [
  ['', false],
  [', in a busy page too', true],
] as const;

describe('a conversation', () => {
  it('runs under a strict CSP, asks no other origin and fires its events in order', async () => {
    await using test = await openPage(browser, site);
    await test.say('tell me more');
    await expect.poll(() => test.page.locator('.assistant h3').textContent()).toBe('Monday');
    await expect.poll(() => test.page.locator('.assistant script, .assistant img').count()).toBe(0);
    expect(await test.events()).toEqual([
      'ready',
      'response.start',
      'thread.change',
      'response.end',
    ]);
    expect(test.problems).toEqual([]);
    expect([...test.origins]).toEqual([site.origin]);
  });

  it('sends with Enter, breaks the line with Shift and leaves input methods alone', async () => {
    await using test = await openPage(browser, site);
    const { composer, page } = test;
    await composer.pressSequentially('one');
    await composer.press('Shift+Enter');
    await composer.pressSequentially('two');
    await expect.poll(() => composer.inputValue()).toBe('one\ntwo');
    await composer.evaluate((field) => {
      const options = { key: 'Enter', bubbles: true, cancelable: true };
      field.dispatchEvent(new KeyboardEvent('keydown', { ...options, isComposing: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { ...options, keyCode: 229 }));
    });
    await expect.poll(() => composer.inputValue()).toBe('one\ntwo');
    await composer.press('Enter');
    await page.getByText('You said: one two').waitFor();
    await expect.poll(() => composer.inputValue()).toBe('');
    await expect.poll(() => page.locator('.bubble').textContent()).toBe('one\ntwo');
  });

  it('grows with its text, counts near the limit and refuses to go over it', async () => {
    await using test = await openPage(browser, site);
    const { composer, page } = test;
    const height = (): Promise<number> => composer.evaluate((field) => field.clientHeight);
    const before = await height();
    await composer.fill('1\n2\n3\n4');
    await expect.poll(height).toBeGreaterThan(before + 60);
    await composer.fill('');
    await expect.poll(height).toBe(before);
    await composer.fill('x'.repeat(4499));
    await expect.poll(() => page.locator('#count').isVisible()).toBe(false);
    await composer.fill('x'.repeat(4990));
    await expect.poll(() => page.locator('#count').textContent()).toBe('4990 of 5000 characters');
    await composer.fill('x'.repeat(5001));
    await expect.poll(() => page.locator('#count').textContent()).toContain('too long');
    await expect.poll(() => page.getByLabel('Send message').isDisabled()).toBe(true);
  });

  it('can be stopped, keeps what was written, and the server hears of it', async () => {
    await using test = await openPage(browser, site);
    const { composer, page } = test;
    await composer.fill('wait');
    await composer.press('Enter');
    await page.getByText('Once upon a time').waitFor();
    await page.getByLabel('Stop answering').click();
    await page.getByLabel('Send message').waitFor();
    await expect.poll(() => page.getByText('Once upon a time').isVisible()).toBe(true);
    await expect.poll(() => composer.evaluate((field) => field.matches(':focus'))).toBe(true);
    const id = await test.threadId();
    const kinds = async (): Promise<string[]> =>
      (await site.store.loadItems(id, { limit: 10, order: 'asc' }, { userId: 'ann' })).data.map(
        ({ type }) => type,
      );
    await expect.poll(kinds).toEqual(['user_message', 'assistant_message', 'sdk_hidden_context']);
  });

  it('offers prompts, copies, rates and answers again', async () => {
    await using test = await openPage(browser, site, {
      chat: {
        startScreen: {
          greeting: 'Good morning',
          prompts: [{ label: 'Begin', prompt: 'hello', icon: 'sparkle' }],
        },
        threadItemActions: { feedback: true, retry: true },
      },
    });
    const { page } = test;
    await page.getByRole('heading', { name: 'Good morning' }).waitFor();
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByText('You said: hello').waitFor();
    await page.getByLabel('Copy message').click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe('You said: hello');
    await page.getByLabel('Good answer').click();
    await expect.poll(() => site.requests.at(-1)?.type).toBe('items.feedback');
    await expect
      .poll(() => page.getByLabel('Good answer').getAttribute('aria-pressed'))
      .toBe('true');
    await page.getByLabel('Answer again').click();
    await expect.poll(() => site.requests.at(-1)?.type).toBe('threads.retry_after_item');
    await page.getByText('You said: hello').waitFor();
    await expect.poll(() => page.locator('.assistant').count()).toBe(1);
  });

  it.each(PAGES)('announces an answer once, as a whole%s', async (_page, busy) => {
    await using test = await openPage(browser, site, {
      busy,
      script: () => {
        const heard: string[] = [];
        Object.assign(globalThis, { heard });
        const attach = Element.prototype.attachShadow;
        Element.prototype.attachShadow = function attachShadow(init) {
          const root = attach.call(this, init);
          if (init.mode === 'closed') {
            const hear = (): void => void (root.textContent && heard.push(root.textContent));
            new MutationObserver(hear).observe(root, { childList: true, subtree: true });
          }
          return root;
        };
      },
    });
    const { page } = test;
    await test.say('hello');
    const heard = (): Promise<string[]> =>
      page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
    await expect.poll(heard).toEqual(['Answering…', 'You said: hello']);
    await expect.poll(() => page.locator('.scroll').getAttribute('role')).toBe('log');
    await expect.poll(() => page.locator('.scroll').getAttribute('aria-live')).toBe('off');
  });
});

describe('failures', () => {
  it('keep the draft, say what happened, and are tried again on demand', async () => {
    await using test = await openPage(browser, site);
    const { page, composer } = test;
    site.failNext('threads.create', 1, 401);
    await test.say('remember me');
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('You are signed out');
    await expect.poll(() => composer.inputValue()).toBe('remember me');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('You said: remember me').waitFor();
    await expect.poll(() => composer.inputValue()).toBe('');
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    expect(await test.events()).toContain('error');
  });

  it('of the connection go on from the stored message', async () => {
    await using test = await openPage(browser, site);
    const { page, composer } = test;
    await test.say('hello');
    const cut = site.cutNext('threads.add_user_message', 1200);
    await composer.fill('a longer message that is answered at length, so that it can be cut');
    await composer.press('Enter');
    await page.locator('.assistant').nth(1).waitFor();
    cut();
    await page.getByText('The connection was lost').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('You said: a longer message').waitFor();
    await expect.poll(() => page.locator('.bubble').count()).toBe(2);
  });

  it('of the responder are shown in its own words', async () => {
    await using test = await openPage(browser, site);
    await test.say('fail');
    await expect
      .poll(() => test.page.getByRole('alert').textContent())
      .toContain('The quota is used up.');
    await test.page.getByLabel('Dismiss').click();
    await expect.poll(() => test.page.getByRole('alert').count()).toBe(0);
  });
});

describe('scrolling', () => {
  it.each(PAGES)('opens a long thread at its end and keeps the place%s', async (name, busy) => {
    await using test = await openPage(browser, site, { busy });
    const { page } = test;
    const id = `thr_long${name}`;
    const thread = {
      id,
      title: 'Long',
      created_at: '2026-01-01T00:00:00Z',
      status: { type: 'active' as const },
      metadata: {},
    };
    await site.store.saveThread(thread, { userId: 'ann' });
    for (let n = 100; n < 180; n += 1) {
      const content = [
        {
          type: 'output_text' as const,
          text: `Message ${n}. ${'Words. '.repeat(30)}`,
          annotations: [],
        },
      ];
      const created_at = new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();
      const item = {
        type: 'assistant_message' as const,
        id: `m${n}${name}`,
        thread_id: id,
        created_at,
        content,
      };
      await site.store.addItem(id, item, { userId: 'ann' });
    }
    await page.evaluate((long) => (globalThis as unknown as TestWindow).chat.setThreadId(long), id);
    await page.getByText('Message 179').waitFor();
    const fromEnd = (): Promise<number> =>
      page.locator('.scroll').evaluate((el) => el.scrollHeight - el.scrollTop - el.clientHeight);
    expect(await fromEnd()).toBeLessThan(2);
    await page.locator('.scroll').evaluate((el) => (el.scrollTop = 300));
    const place = await fromEnd();
    await page.getByText('Message 130').waitFor({ state: 'attached' });
    expect(Math.abs((await fromEnd()) - place)).toBeLessThan(3);
    await expect.poll(() => page.getByLabel('Go to the latest message').isVisible()).toBe(true);
    await page.getByLabel('Go to the latest message').click();
    await expect.poll(fromEnd).toBeLessThan(2);
  });

  it.each(PAGES)('follows no answer for somebody who reads further up%s', async (_page, busy) => {
    await using test = await openPage(browser, site, {
      busy,
      chat: { thread: { autoScroll: true } },
      height: 420,
    });
    const { page } = test;
    await test.say('tell me more');
    await page.locator('.scroll').evaluate((el) => (el.scrollTop = 0));
    await page.evaluate(() => {
      void (globalThis as unknown as TestWindow).chat.sendCustomAction({ type: 'x' });
    });
    await page.getByText('Action x').waitFor({ state: 'attached' });
    await expect.poll(() => page.locator('.scroll').evaluate((el) => el.scrollTop)).toBe(0);
    await test.send('tell me more');
    await expect
      .poll(() =>
        page.locator('.scroll').evaluate((el) => el.scrollHeight - el.scrollTop - el.clientHeight),
      )
      .toBeLessThan(2);
  });
});
