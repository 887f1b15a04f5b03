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

const lastAction = (): unknown =>
  site.requests.findLast(({ type }) => type.includes('action'))?.params['action'];

describe('a form', () => {
  it('checks its fields, then sends their values within the payload', async () => {
    await using test = await openPage(browser, site);
    const { page } = test;
    await test.say('controls');
    await page.getByRole('button', { name: 'Add task' }).click();
    await expect
      .poll(() => page.getByLabel('Title').evaluate((field) => field.matches(':focus')))
      .toBe(true);
    await page.getByLabel('Title').fill('Buy milk');
    await page.getByLabel('Remind me').uncheck();
    await page.getByLabel('At a time').check();
    await page.getByRole('button', { name: 'Add task' }).click();
    await page.getByText('Action add').waitFor();
    // The first press sent nothing.
    expect(site.requests.filter(({ type }) => type === 'threads.custom_action')).toHaveLength(1);
    expect(lastAction()).toEqual({
      type: 'add',
      payload: {
        source: 'form',
        todo: { title: 'Buy milk' },
        notes: '',
        priority: 'medium',
        due: '2026-03-04',
        when: 'time',
        remind: false,
      },
    });
  });

  it('keeps typed text, focus and caret when the widget is drawn anew', async () => {
    await using test = await openPage(browser, site);
    const { page } = test;
    await test.say('controls');
    await page.getByLabel('Title').fill('Buy milk');
    await page.getByLabel('Notes').fill('two litres');
    const before = await page.getByLabel('Notes').elementHandle();
    await page.getByRole('button', { name: 'Redraw' }).click();
    await page.getByLabel('Notes').focus();
    await page.getByRole('heading', { name: 'Redrawn' }).waitFor();
    await expect.poll(() => page.getByLabel('Title').inputValue()).toBe('Buy milk');
    await expect.poll(() => page.getByLabel('Notes').inputValue()).toBe('two litres');
    expect(await before?.evaluate((field) => field.isConnected && field.matches(':focus'))).toBe(
      true,
    );
  });

  it('shows what is inside components it does not know', async () => {
    await using test = await openPage(browser, site);
    await test.say('controls');
    await expect.poll(() => test.page.getByText('inside something unknown').isVisible()).toBe(true);
    expect(test.problems).toEqual([]);
  });

  it('waits while a response runs, except for actions in step', async () => {
    await using test = await openPage(browser, site);
    const { page, composer } = test;
    await test.say('controls');
    await page.getByLabel('Title').fill('x');
    await composer.fill('wait');
    await composer.press('Enter');
    await page.getByText('Once upon a time').waitFor();
    const add = page.getByRole('button', { name: 'Add task' });
    await expect.poll(() => add.getAttribute('aria-disabled')).toBe('true');
    const count = site.requests.length;
    await add.click({ force: true });
    await page.getByRole('button', { name: 'In step' }).click();
    await page.getByRole('heading', { name: 'In step' }).waitFor();
    expect(site.requests).toHaveLength(count + 1);
    await page.getByLabel('Stop answering').click();
    await expect.poll(() => add.getAttribute('aria-disabled')).toBeNull();
  });
});

describe('a list', () => {
  it('is pressed by row or by the button inside it', async () => {
    await using test = await openPage(browser, site);
    const { page } = test;
    await test.say('show my tasks');
    const complete = page.getByRole('button', { name: /^Complete/ }).nth(1);
    const box = await complete.boundingBox();
    expect(box?.width, 'a uniform button is as wide as its icon needs').toBeLessThan(40);
    expect(box?.height).toBeLessThan(40);
    await complete.click();
    await page.getByText('Action complete').waitFor();
    expect(lastAction()).toEqual({ type: 'complete', payload: { number: 2 } });
    await page.getByRole('button', { name: 'Water the plants, Sat, low' }).click();
    await page.getByText('Action open').waitFor();
    expect(lastAction()).toEqual({ type: 'open', payload: { number: 4 } });
  });
});

describe('a card', () => {
  it('has its question answered', async () => {
    await using test = await openPage(browser, site);
    await test.say('delete it');
    await test.page.getByRole('button', { name: 'Keep it' }).click();
    await test.page.getByText('Action cancel').waitFor();
    expect(lastAction()).toEqual({ type: 'cancel', payload: { id: 'p1' } });
  });
});

describe('questions', () => {
  it('are answered and shown as answered', async () => {
    await using test = await openPage(browser, site);
    const { page } = test;
    await test.say('ask me');
    await page.getByLabel('Friday').check();
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('Thank you.').waitFor();
    await expect.poll(() => page.locator('.questions dd').textContent()).toBe('Friday');
  });
});
