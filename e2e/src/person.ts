import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** Who signs up in a test. */
export interface Person {
  name: string;
  email: string;
  password: string;
}

/** Somebody with an address that no other test uses. */
export function somebody(name = 'Ada'): Person {
  return { name, email: `${randomUUID()}@example.com`, password: `pass-${randomUUID()}` };
}

/** Creates an account on the page and lands on the tasks. */
export async function signUp(page: Page, person: Person = somebody()): Promise<Person> {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(newTask(page)).toBeVisible();
  return person;
}

/** Signs in on the sign-in page, which must already be open. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The field to add a task with. */
export function newTask(page: Page): Locator {
  return page.getByRole('textbox', { name: 'New task' });
}

/** A task's row in the list, by its title. */
export function taskRow(page: Page, title: string | RegExp): Locator {
  return page
    .getByRole('region', { name: 'Tasks' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: title }) });
}

/** Adds a task through the row at the top. */
export async function addTask(page: Page, title: string): Promise<void> {
  await newTask(page).fill(title);
  await newTask(page).press('Enter');
  await expect(taskRow(page, title)).toContainText('#');
}

/** The chat, wherever the page shows it. */
export function chat(page: Page): Locator {
  return page.locator('openai-chatkit');
}

/** Writes a chat message and sends it once the chat takes it, without waiting for the answer. */
export async function say(page: Page, text: string): Promise<void> {
  const composer = chat(page).getByRole('textbox').last();
  await composer.fill(text);
  // Enter sends nothing while an answer is being written or a chat loads.
  await expect(chat(page).getByRole('button', { name: 'Send message' })).toBeEnabled();
  await composer.press('Enter');
}

/** The newest answer in the chat. */
export function answer(page: Page): Locator {
  return chat(page).getByRole('article', { name: 'Answer' }).last();
}
