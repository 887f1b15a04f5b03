import type { Auth } from '@parley/auth';
import type { Settings } from '../settings/read-settings.ts';

/** Writes one line for the person who called. */
export type Print = (line: string) => void;

/** What a command works with. */
export interface Workplace {
  settings: Settings;
  /**
   * The keys of the installation.
   *
   * @param secrets the one in force, then those before it. @default what the settings say
   */
  openAuth(secrets?: readonly string[]): Promise<Auth>;
  print: Print;
}

/** A program for whoever runs Parley, started as `pnpm <name> <action>`. */
export interface Command {
  name: string;
  /** What it is for, in a sentence. */
  purpose: string;
  actions: readonly Action[];
  /** Further paragraphs of the help. */
  notes: readonly string[];
}

/** One thing a command does. */
export interface Action {
  name: string;
  /** Name of its one argument, where it has one. */
  argument?: string;
  /** What it does, in a few words. */
  summary: string;
  /** @throws an error whose message is for the caller. */
  run(workplace: Workplace, argument: string): Promise<void>;
}

/** The help of a command. */
export function helpOf(command: Command): string[] {
  const usages = command.actions.map((action) => [usageOf(action), action.summary] as const);
  const width = Math.max(...usages.map(([usage]) => usage.length)) + 3;
  return [
    command.purpose,
    '',
    ...usages.map(([usage, summary]) => `  pnpm ${command.name} ${usage.padEnd(width)}${summary}`),
    ...command.notes.flatMap((note) => ['', note]),
  ];
}

/**
 * Finds what the words after the name ask for.
 *
 * @returns the action and its argument; `help` when asked for it; a sentence when the words make no
 *   sense.
 */
export function readWords(
  command: Command,
  words: readonly string[],
): { action: Action; argument: string } | 'help' | { fault: string } {
  if (words.some((word) => word === '--help' || word === '-h' || word === 'help')) return 'help';
  const [name, ...rest] = words;
  if (name === undefined) return { fault: `What should \`pnpm ${command.name}\` do?` };
  const action = command.actions.find((candidate) => candidate.name === name);
  if (action === undefined) return { fault: `\`pnpm ${command.name}\` knows no such action.` };
  const wanted = action.argument === undefined ? 0 : 1;
  if (rest.length !== wanted || rest.some((word) => word.startsWith('-'))) {
    return { fault: `It is \`pnpm ${command.name} ${usageOf(action)}\`.` };
  }
  return { action, argument: rest[0] ?? '' };
}

function usageOf({ name, argument }: Action): string {
  return argument === undefined ? name : `${name} <${argument}>`;
}
