import { launchChromium } from '@parley/browser';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from './open-page.ts';
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

const chat = {
  startScreen: { prompts: [{ label: 'Begin', prompt: 'hello' }] },
  threadItemActions: { feedback: true, retry: true },
  disclaimer: { text: 'Answers can be wrong. [Terms](https://example.com)' },
};

describe.each([
  ['light', 900],
  ['dark', 900],
  ['light', 390],
  ['dark', 390],
] as const)('in %s at %i px', (theme, width) => {
  it('has nothing that axe objects to', async () => {
    await using test = await openPage(browser, site, { chat: { ...chat, theme }, width });
    const { page } = test;
    expect(await test.violations()).toEqual([]);
    for (const text of [
      'show my tasks',
      'delete it',
      'tell me more',
      'controls',
      'think',
      'ask me',
      'notice',
    ]) {
      await test.say(text);
    }
    await page.locator('.workflow-head').click();
    expect(await test.violations()).toEqual([]);
    await test.say('fail');
    expect(await test.violations()).toEqual([]);
    await page.getByLabel('Chat history').click();
    await page.locator('.thread').first().waitFor();
    expect(await test.violations()).toEqual([]);
    await page.locator('.thread').first().hover();
    await page
      .getByLabel(/^Delete /)
      .first()
      .click();
    expect(await test.violations()).toEqual([]);
  });

  it('scrolls in one direction only and has targets of 24 px', async () => {
    await using test = await openPage(browser, site, { chat: { ...chat, theme }, width });
    for (const text of ['show my tasks', 'tell me more', 'controls']) await test.say(text);
    const sizes = await test.page.locator('.scroll').evaluate((el) => ({
      overflow: el.scrollWidth - el.clientWidth,
      small: [
        ...(el.getRootNode() as ShadowRoot).querySelectorAll<HTMLElement>(
          'button, input:not([type=checkbox], [type=radio]), select, .choice',
        ),
      ]
        .filter((target) => target.getBoundingClientRect().width > 0)
        .filter((target) => Math.min(target.offsetWidth, target.offsetHeight) < 24)
        .map((target) => target.outerHTML.slice(0, 120)),
    }));
    expect(sizes).toEqual({ overflow: 0, small: [] });
  });
});

describe("in the reader's own colours", () => {
  it('shows what is chosen, and where things end', async () => {
    await using test = await openPage(browser, site, { chat, forcedColors: true });
    const { page } = test;
    await test.say('hello');
    const isChosen = (selector: string): Promise<boolean> =>
      page.locator(selector).evaluate((element) => {
        const probe = document.createElement('i');
        probe.style.setProperty('background-color', 'Highlight');
        element.append(probe);
        const colors = [probe, element].map((one) => getComputedStyle(one).backgroundColor);
        probe.remove();
        return colors[0] === colors[1];
      });
    await page.getByLabel('Good answer').click();
    await expect.poll(() => isChosen('[aria-pressed=true]')).toBe(true);
    expect(await isChosen('[aria-pressed=false]')).toBe(false);
    await expect
      .poll(() => page.locator('.bubble').evaluate((it) => getComputedStyle(it).borderTopWidth))
      .toBe('1px');
    await page.getByLabel('Chat history').click();
    await page.locator('.thread.current').waitFor();
    expect(await isChosen('.thread.current')).toBe(true);
    expect(await test.violations()).toEqual([]);
  });
});

describe('the keyboard', () => {
  it('reaches history, renames, deletes, and comes back with Escape', async () => {
    await using test = await openPage(browser, site);
    const { page } = test;
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const active = document.activeElement?.shadowRoot?.activeElement;
        return active?.getAttribute('aria-label') ?? active?.className ?? '';
      });
    await test.say('keyboard one');
    await page.getByLabel('New chat').click();
    await test.say('keyboard two');
    await page.getByLabel('Chat history').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.getByRole('button', { name: 'keyboard two', exact: true }).waitFor();
    await expect.poll(() => page.locator('.main').getAttribute('inert')).toBe('');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Chat history');
    await page.keyboard.press('Enter');
    await page.getByLabel('Rename keyboard two').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Title of the chat').fill('Renamed');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(1);
    await page.getByLabel('Rename keyboard two').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Title of the chat').fill('Renamed');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Renamed', exact: true }).waitFor();
    await page.getByLabel('Delete Renamed').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: /^Delete “.*Renamed.*” for good\?$/ }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('group', { name: /Renamed/ }).count()).toBe(0);
    await expect
      .poll(() => page.getByRole('button', { name: 'Renamed', exact: true }).count())
      .toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'What can I help with today?' }).waitFor();
  });

  it('shows where it is', async () => {
    await using test = await openPage(browser, site, { chat });
    const { page } = test;
    await test.say('show my tasks');
    await page.locator('.header .icon-button').first().focus();
    const invisible: string[] = [];
    for (let step = 0; step < 25; step += 1) {
      await page.keyboard.press('Tab');
      const shown = await page.evaluate(() => {
        const active = document.activeElement?.shadowRoot?.activeElement;
        if (active === null || active === undefined || active.matches('textarea.input'))
          return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(active);
        return outlineStyle === 'solid' && outlineWidth === '2px'
          ? null
          : active.outerHTML.slice(0, 100);
      });
      if (shown !== null) invisible.push(shown);
    }
    expect(invisible).toEqual([]);
  });
});
