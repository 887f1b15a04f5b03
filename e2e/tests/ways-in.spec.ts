import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { appCode } from '../src/authenticator-app.ts';
import { inspect } from '../src/inspect.ts';
import { newTask, signIn, signUp } from '../src/person.ts';
import type { Parley } from '../src/parley.ts';
import { expect, test } from '../src/test.ts';

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
}

async function confirm(page: Page, password: string, action: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: action }).click();
}

/** A device with a fingerprint reader, in Chromium's own software. */
async function plugInAuthenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    recognises: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

test.describe('on a phone in the dark', () => {
  test.use({ colorScheme: 'dark', viewport: { width: 320, height: 640 } });

  test('an authenticator app: set up, asked for, replaced by a recovery code, turned off', async ({
    page,
  }) => {
    // Nine passwords are hashed on the way.
    test.slow();
    const person = await signUp(page);
    await page.goto('/account');
    await page.getByRole('button', { name: 'Set up an app…' }).click();
    await expect(page.getByRole('dialog').getByLabel('Password', { exact: true })).toBeFocused();
    await confirm(page, 'not the password', 'Go on');
    await expect(page.getByText('This is not the current password.')).toBeVisible();
    await confirm(page, person.password, 'Go on');
    await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
    await expect(page.getByLabel('Code from the app')).toBeFocused();
    await inspect(page);
    const key = (await page.getByLabel('Key', { exact: true }).textContent()) ?? '';
    await page.getByLabel('Code from the app').fill('12345x');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await expect(page.getByText('This code is not right')).toBeVisible();
    await page.getByLabel('Code from the app').fill(appCode(key));
    await page.getByRole('button', { name: 'Turn on' }).click();

    const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    await expect(codes).toHaveCount(10);
    await inspect(page);
    const recovery = await codes.first().textContent();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    expect(file).toContain(await codes.last().textContent());
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('button', { name: 'Turn off…' })).toBeVisible();

    await signOut(page);
    await signIn(page, person);
    await expect(page.getByLabel('Code from the app')).toBeFocused();
    await expect(page.getByRole('link', { name: /link by email|Create an account/ })).toHaveCount(
      0,
    );
    await inspect(page);
    // Half signed in is signed out: no other page opens.
    await page.goto('/account');
    await signIn(page, person);
    await page.getByLabel('Code from the app').fill(appCode(key, 1));
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/account$/);

    await signOut(page);
    await signIn(page, person);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recovery ?? '');
    await page.keyboard.press('Enter');
    await expect(newTask(page)).toBeVisible();
    await page.goto('/account');
    await page.getByRole('button', { name: 'Turn off…' }).click();
    await confirm(page, person.password, 'Turn off');
    await expect(page.getByRole('button', { name: 'Set up an app…' })).toBeVisible();
  });
});

test('a passkey: added, signs in without a password, is renamed and removed', async ({ page }) => {
  const device = await plugInAuthenticator(page);
  await signUp(page);
  await page.goto('/account');
  await page.getByRole('button', { name: 'Add a passkey…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Laptop');
  await inspect(page);
  await page.getByRole('button', { name: 'Go on' }).click();
  const passkeys = page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem');
  await expect(passkeys).toHaveText([/^Laptop/]);
  // Without the message that it is added, which fades out by itself at any time.
  await page.reload();
  await expect(passkeys).toHaveText([/^Laptop/]);
  await inspect(page);

  await signOut(page);
  await device.recognises(false);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('No passkey was given.')).toBeVisible();
  await device.recognises(true);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(newTask(page)).toBeVisible();
  await page.goto('/account');

  await page.getByRole('button', { name: 'Rename Laptop' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Old laptop');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Old laptop' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(passkeys).toHaveCount(0);
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('This passkey belongs to no account here.')).toBeVisible();
});

/** Asks for a link on the sign-in page; answers where the mail leads. */
async function mailedLink(page: Page, parley: Parley, email: string): Promise<string> {
  await page.goto('/sign-in?redirect=%2Faccount');
  await page.getByRole('link', { name: 'Get a link by email' }).click();
  // The page before has an address field too.
  await expect(page.getByRole('heading', { name: 'Sign in by email' })).toBeVisible();
  await page.getByLabel('Email').fill(email);
  const links = () => parley.output().match(/http:\/\/localhost:\d+\/sign-in-link[^\s"\\]+/g) ?? [];
  const before = links().length;
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
  await expect.poll(() => links().length).toBe(before + 1);
  return links().at(-1) ?? '';
}

test('a link by email signs in once, when a person presses the button', async ({
  page,
  parley,
  newVisitor,
}) => {
  const person = await signUp(page);
  const other = await newVisitor();
  const first = await mailedLink(other, parley, person.email);
  await other.goto(first);
  await other.getByRole('button', { name: 'Yes, keep everything' }).click();
  await expect(other).toHaveURL(/\/account$/);
  // What was there before stays.
  await page.reload();
  await expect(newTask(page)).toBeVisible();

  // Asked once: the next link has one button.
  const third = await newVisitor();
  const link = await mailedLink(third, parley, person.email);
  const fourth = await newVisitor();
  for (const visitor of [third, fourth]) {
    await visitor.goto(link);
    await expect(visitor.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await expect(visitor.getByRole('button', { name: /keep|afresh/ })).toHaveCount(0);
  }
  await third.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(third).toHaveURL(/\/account$/);
  await fourth.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(fourth.getByText('This link has expired or was already used.')).toBeVisible();
  await fourth.goto('/');
  await expect(newTask(fourth)).toBeHidden();
});

test('whoever did not open the account starts afresh: the stranger is out, and the password ends', async ({
  page,
  parley,
  newVisitor,
}) => {
  const days = [berlinDay()];
  const stranger = await signUp(page);
  days.push(berlinDay());
  const owner = await newVisitor();
  await owner.emulateMedia({ colorScheme: 'dark' });
  await owner.setViewportSize({ width: 320, height: 640 });
  await owner.goto(await mailedLink(owner, parley, stranger.email));
  await expect(owner.getByRole('heading', { name: 'Did you open this account?' })).toBeVisible();
  const since = new RegExp(`account with your address since (?:${days.join('|')})`);
  await expect(owner.getByText(since)).toBeVisible();
  await inspect(owner);
  await owner.getByRole('button', { name: 'No, start afresh' }).click();
  await expect(owner).toHaveURL(/\/account$/);
  await expect(
    owner.getByText('You sign in with a link by email and have no password.'),
  ).toBeVisible();
  await expect(owner.getByText('Choose one first, above.')).toHaveCount(2);

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signIn(page, stranger);
  await expect(page.getByText('No account matches this address and password.')).toBeVisible();
});

/** Today, as the browsers of the tests write it. */
function berlinDay(): string {
  return new Date().toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' });
}
