import { addTask, newTask, signIn, signUp, somebody, taskRow } from '../src/person.ts';
import { watchShifts } from '../src/shifts.ts';
import { expect, test } from '../src/test.ts';

test('a wrong form says which field and what to do', async ({ page }) => {
  await page.goto('/sign-up');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Enter the name')).toBeVisible();
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Email').fill('ada');
  await page.getByLabel('Password', { exact: true }).fill('1234567');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Enter an email like ada@example.com.')).toBeVisible();
  await expect(page.getByText('Use 8 to 128 characters.')).toBeVisible();
});

test('an address has one account', async ({ page, newVisitor }) => {
  const person = await signUp(page);
  const other = await newVisitor();
  await other.goto('/sign-up');
  await other.getByLabel('Name').fill('Eve');
  await other.getByLabel('Email').fill(person.email);
  await other.getByLabel('Password', { exact: true }).fill('another password');
  await other.getByRole('button', { name: 'Create account' }).click();
  await expect(other.getByText('already an account with this address')).toBeVisible();
});

test('signing out ends it in every tab, and signing in leads back', async ({ page, context }) => {
  const person = await signUp(page);
  await addTask(page, 'Buy milk');
  const other = await context.newPage();
  await other.goto('/account');
  await expect(other.getByRole('heading', { name: 'Account', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Account menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(other.getByLabel('Password', { exact: true })).toBeVisible();

  await page.goto('/account');
  await signIn(page, person);
  await expect(page).toHaveURL(/\/account$/);
  await page.goto('/');
  await expect(taskRow(page, 'Buy milk')).toBeVisible();
});

test('a forgotten password is reset by the link in the log, once', async ({ page, parley }) => {
  const person = await signUp(page);
  await page.context().clearCookies();
  await page.goto('/forgot-password');
  await page.getByLabel('Email').fill(person.email);
  const logged = parley.line(/(http:\/\/localhost:\d+\/(?:api\/auth\/)?reset-password[^\s"\\]+)/);
  await page.getByRole('button', { name: /send|link/i }).click();
  const link = (await logged)[1] ?? '';

  await page.goto(link);
  const password = 'a new password';
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page
    .getByRole('button', { name: /password/i })
    .last()
    .click();
  await expect(page.getByRole('heading', { name: 'Your password is changed' })).toBeVisible();
  await page.goto('/sign-in');
  await signIn(page, { ...person, password });
  await expect(newTask(page)).toBeVisible();

  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
});

test('the password is changed, other sessions are ended, the account is deleted', async ({
  page,
  newVisitor,
}) => {
  const person = await signUp(page);
  const other = await newVisitor();
  await other.goto('/sign-in');
  await signIn(other, person);
  await expect(newTask(other)).toBeVisible();

  await watchShifts(page);
  await page.goto('/account');
  await expect(page.getByRole('button', { name: /^Sign out .* since/ })).toBeVisible();
  expect(await page.evaluate(() => window.shifted)).toBe(0);
  await page.getByLabel('Current password').fill(person.password);
  const changed = { ...person, password: 'another password' };
  await page.getByLabel('New password', { exact: true }).fill(changed.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText(/password (?:was )?changed/i)).toBeVisible();

  await other.goto('/account');
  await signIn(other, changed);
  await expect(other.getByRole('heading', { name: 'Account', exact: true })).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: /^Sign out .* since/ }).click();
  await expect(page.getByRole('button', { name: /^Sign out .* since/ })).toHaveCount(0);
  await other.goto('/account');
  await expect(other.getByLabel('Password', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Delete account' }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await dialog.getByLabel(/password/i).fill(changed.password);
  await dialog.getByRole('button', { name: /delete/i }).click();
  await expect(page).toHaveURL(/sign-(?:in|up)/);
  await page.goto('/sign-in');
  await signIn(page, changed);
  await expect(page.getByText('No account matches')).toBeVisible();
});

test('a name that is not Ada greets nobody else', async ({ page }) => {
  const person = await signUp(page, somebody('Grace'));
  await expect(page.getByText(person.name).first()).toBeVisible();
});
