import { launchChromium } from '@parley/browser';
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

const input = (): Record<string, unknown> =>
  site.requests.findLast(({ type }) => type === 'threads.create')?.params['input'] as Record<
    string,
    unknown
  >;

const chat = {
  composer: {
    tools: [
      {
        id: 'search',
        label: 'Search the web',
        shortLabel: 'Search',
        icon: 'globe',
        placeholderOverride: 'Search for…',
      },
      { id: 'plan', label: 'Plan', icon: 'calendar', pinned: true, persistent: true },
    ],
    models: [
      { id: 'fast', label: 'Fast' },
      { id: 'deep', label: 'Deep', description: 'Takes its time', default: true },
      { id: 'old', label: 'Old', disabled: true },
    ],
  },
} as const;

describe('tools and models', () => {
  it('are chosen from menus, by keyboard too, and go with the message', async () => {
    await using test = await openPage(browser, site, { chat: chat as never });
    const { page, composer } = test;
    await page.getByRole('button', { name: 'Tools' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menu', { name: 'Tools' }).waitFor();
    expect(await test.violations()).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => composer.getAttribute('placeholder')).toBe('Search for…');
    await page.getByRole('button', { name: 'Model' }).click();
    await page.getByRole('menuitemradio', { name: 'Fast' }).click();
    await test.say('hello');
    expect(input()['inference_options']).toEqual({ tool_choice: { id: 'search' }, model: 'fast' });
    // Not persistent: cleared with the message.
    await expect.poll(() => composer.getAttribute('placeholder')).toBe('Message the AI');
    expect(await test.events()).toEqual(
      expect.arrayContaining(['tool.change', 'response.start', 'tool.change']),
    );
  });

  it('stay chosen when they are persistent, and a menu closes with Escape', async () => {
    await using test = await openPage(browser, site, { chat: chat as never });
    const { page } = test;
    await page.getByRole('button', { name: 'Plan' }).click();
    await test.say('hello');
    await expect
      .poll(() => page.getByRole('button', { name: 'Plan' }).getAttribute('aria-pressed'))
      .toBe('true');
    await page.getByRole('button', { name: 'Model' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('menu').count()).toBe(0);
    const button = page.getByRole('button', { name: 'Model' });
    await expect.poll(() => button.evaluate((element) => element.matches(':focus'))).toBe(true);
  });
});

describe('tags and commands', () => {
  it('are found while writing and sent as tags', async () => {
    await using test = await openPage(browser, site, {
      script: () => {
        const people = [
          { id: 'u1', title: 'Ann Lee', group: 'People', data: { mail: 'ann@x.example' } },
          { id: 'u2', title: 'Bob', interactive: true },
        ];
        Object.defineProperty(globalThis, 'testOptions', {
          get: () => ({
            entities: {
              showComposerMenu: true,
              onTagSearch: async (query: string) =>
                people.filter(({ title }) => title.toLowerCase().startsWith(query.toLowerCase())),
              onClick: (entity: { id: string }) =>
                Object.assign(globalThis, { clicked: entity.id }),
            },
            commands: {
              enabled: true,
              onSearch: async () => [
                { id: 'clear', label: 'Clear' },
                { id: 'bob', label: 'Ask Bob' },
              ],
              onSelect: async ({ id }: { id: string }) =>
                id === 'bob' ? { type: 'entity', entity: people[1] } : undefined,
            },
          }),
          set(_ignored) {
            // The options come from here.
          },
        });
      },
    });
    const { page, composer } = test;
    await page.getByLabel('Mention something').click();
    await page.getByRole('option').nth(1).waitFor();
    await composer.pressSequentially('an');
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    expect(await test.violations()).toEqual([]);
    await composer.press('Enter');
    await expect.poll(() => composer.inputValue()).toBe('@Ann Lee ');
    await composer.pressSequentially('hello');
    await composer.press('Enter');
    await page.getByText('You said: Ann Lee hello').waitFor();
    expect(input()['content']).toEqual([
      {
        type: 'input_tag',
        id: 'u1',
        text: 'Ann Lee',
        group: 'People',
        data: { mail: 'ann@x.example' },
      },
      { type: 'input_text', text: ' hello' },
    ]);
    await composer.pressSequentially('/');
    await page.getByRole('option', { name: 'Ask Bob' }).waitFor();
    await composer.press('ArrowDown');
    await composer.press('Tab');
    await expect.poll(() => composer.inputValue()).toBe('@Bob ');
    await test.page.getByLabel('Send message').click();
    // Until the answer is there, the message may move.
    await page.getByText('You said: Bob').waitFor();
    await page.getByRole('button', { name: '@Bob' }).click();
    await expect
      .poll(() => page.evaluate(() => (globalThis as unknown as { clicked: string }).clicked))
      .toBe('u2');
  });
});

describe('files', () => {
  it('are refused when too large or of another kind', async () => {
    await using test = await openPage(browser, site, {
      chat: {
        composer: {
          attachments: { enabled: true, maxSize: 3, accept: { 'text/plain': ['.txt'] } },
        },
      },
    });
    const { page } = test;
    const pick = (name: string, mimeType: string, text: string): Promise<void> =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
    await pick('a.png', 'image/png', 'x');
    await page.getByText('Files like a.png are not accepted.').waitFor();
    await pick('a.txt', 'text/plain', 'too long');
    await page.getByText('a.txt is too large.').waitFor();
    await pick('b.txt', 'text/plain', 'ok');
    // This server keeps no files, and says so.
    await page.getByText('b.txt could not be uploaded.').waitFor();
    await page.getByLabel('Remove: b.txt').click();
    await expect.poll(() => page.locator('.file').count()).toBe(0);
  });
});

describe('dictation', () => {
  const options = {
    chat: { composer: { dictation: { enabled: true } } },
    script: pretendMicrophone,
  };

  it('writes what the server heard, and leaves no microphone on', async () => {
    await using test = await openPage(browser, site, options);
    const { page, composer } = test;
    const heard = (): number =>
      site.requests.filter(({ type }) => type === 'input.transcribe').length;
    await page.getByLabel('Dictate').click();
    await page.getByLabel('Stop dictation').waitFor();
    expect(await microphonesOn(page)).toBe(1);
    await page.getByLabel('Stop dictation').click();
    await expect.poll(() => composer.inputValue()).toBe('Heard audio/webm');
    expect(await microphonesOn(page)).toBe(0);

    await page.getByLabel('Dictate').click();
    await page.getByLabel('Stop dictation').waitFor();
    const before = heard();
    await page.evaluate(() => document.querySelector('openai-chatkit')?.remove());
    await expect.poll(() => microphonesOn(page)).toBe(0);
    expect(heard()).toBe(before);
  });

  it('needs one microphone, and none that is allowed when the chat is gone', async () => {
    await using test = await openPage(browser, site, options);
    const { page } = test;
    const dictate = page.getByLabel('Dictate');
    await allowedAfter(page, async () => {
      await dictate.click();
      await dictate.click();
      expect(await microphonesOn(page)).toBe(2);
    });
    await page.getByLabel('Stop dictation').waitFor();
    await expect.poll(() => microphonesOn(page)).toBe(1);
    await page.getByLabel('Stop dictation').click();
    await expect.poll(() => microphonesOn(page)).toBe(0);

    await allowedAfter(page, async () => {
      await dictate.click();
      expect(await microphonesOn(page)).toBe(1);
      await page.evaluate(() => document.querySelector('openai-chatkit')?.remove());
    });
    await expect.poll(() => microphonesOn(page)).toBe(0);
  });
});

/** What {@link pretendMicrophone} leaves in the page. */
interface Microphone {
  sounds: MediaStream[];
  /** While it is there, nobody has allowed the microphone yet. */
  asked: PromiseWithResolvers<void> | undefined;
}

/** Runs in the page: gives sounds that need no device, once that is allowed. */
function pretendMicrophone(): void {
  const microphone: Microphone = { sounds: [], asked: undefined };
  Object.assign(globalThis, { microphone });
  Object.defineProperty(navigator, 'mediaDevices', {
    value: {
      async getUserMedia(): Promise<MediaStream> {
        const audio = new AudioContext();
        const out = audio.createMediaStreamDestination();
        const tone = audio.createOscillator();
        tone.connect(out);
        tone.start();
        microphone.sounds.push(out.stream);
        await microphone.asked?.promise;
        return out.stream;
      },
    },
  });
}

/** Does something while the browser still asks whether the microphone may be used. */
async function allowedAfter(page: Page, work: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => {
    const { microphone } = globalThis as unknown as { microphone: Microphone };
    microphone.asked = Promise.withResolvers();
  });
  await work();
  await page.evaluate(() => {
    const { microphone } = globalThis as unknown as { microphone: Microphone };
    microphone.asked?.resolve();
  });
}

function microphonesOn(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { microphone } = globalThis as unknown as { microphone: Microphone };
    const tracks = microphone.sounds.flatMap((sound) => sound.getTracks());
    return tracks.filter(({ readyState }) => readyState === 'live').length;
  });
}

describe('a thread that is closed to writing', () => {
  it('says why', async () => {
    await using test = await openPage(browser, site);
    const { page, composer } = test;
    await test.say('lock');
    await expect.poll(() => composer.isDisabled()).toBe(true);
    await expect.poll(() => composer.getAttribute('placeholder')).toBe('Waiting for a colleague');
    const id = await test.threadId();
    const thread = await site.store.loadThread(id, { userId: 'ann' });
    await site.store.saveThread({ ...thread, status: { type: 'closed' } }, { userId: 'ann' });
    await page.evaluate(() => (globalThis as unknown as TestWindow).chat.fetchUpdates());
    await page.getByText('This chat is closed.').waitFor();
    await expect.poll(() => composer.count()).toBe(0);
  });
});
