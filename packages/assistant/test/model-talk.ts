import type { ThreadStreamEvent } from '@parley/chatkit/protocol';
import { createAssistant, type ModelError } from '../src/index.ts';
import { createScriptedModel, type ScriptedModel, type ScriptStep } from '../src/testing/index.ts';
import { type Chat, openChat, type User, type World } from './world.ts';

const now = new Date('2026-01-14T03:00:00.000Z');

/** The tasks a talk begins with: #1, #2 and #3. */
export const TITLES = ['Call mom', 'Old errand', 'Buy groceries'];

/** A conversation with a model that plays a script. */
export interface Talk {
  user: User;
  chat: Chat;
  script: ScriptedModel;
  errors: ModelError[];
}

/** What a talk begins with. */
export interface TalkOptions {
  /** @default TITLES */
  titles?: readonly string[];
  /** @default 60000 */
  turnTimeoutMs?: number;
}

/** Begins a conversation of a new user with a scripted model. */
export async function talk(
  world: World,
  steps: ScriptStep[],
  { titles = TITLES, turnTimeoutMs = 60_000 }: TalkOptions = {},
): Promise<Talk> {
  const user = await world.addUser({ name: 'Ada', now, timeZone: 'Asia/Karachi' });
  for (const title of titles) await user.caller.tasks.create({ title });
  const script = createScriptedModel(steps);
  const errors: ModelError[] = [];
  const assistant = await createAssistant({
    model: { kind: 'instance', label: 'scripted', model: script.model },
    now: () => now,
    turnTimeoutMs,
    onError: (error) => errors.push(error),
  });
  return { user, script, errors, chat: openChat(world, user, { assistant }) };
}

/** The `error` events of a turn. */
export function errorsIn(events: ThreadStreamEvent[]): ThreadStreamEvent[] {
  return events.filter((event) => event.type === 'error');
}

/** What the model was told when it was asked for the nth time, from 0. */
export function prompt({ script }: Talk, index: number): string {
  return JSON.stringify(script.asked[index]?.prompt);
}

/** The titles of a user's tasks by number, done ones marked. */
export async function titlesOf(user: User): Promise<string[]> {
  const tasks = await user.tasks();
  return tasks.map(({ title, status }) => (status === 'done' ? `${title} (done)` : title));
}
