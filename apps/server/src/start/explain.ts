import { cleanText } from '../log/describe-error.ts';

/** Errors of ours whose message is written for the person who starts the server. */
const explained = new Set(['StartError', 'ModelSettingError', 'DatabaseError', 'AuthError']);

/** Which setting to look at, for errors of packages that know no settings; by their code. */
const advice: Readonly<Record<string, string>> = {
  UNREACHABLE: 'Start that server, or check DATABASE_URL.',
  BAD_SETTINGS: 'Check the settings that begin with DATABASE_.',
  DATA_FOLDER_IN_USE: 'PARLEY_DATA names the folder.',
  DATA_FOLDER_UNREADABLE: 'PARLEY_DATA names the folder.',
  SCHEMA_NEWER: 'Start the newer version again, or name another database.',
  SIGNING_KEY_UNREADABLE:
    'AUTH_SECRET, or the file secret in PARLEY_DATA, holds the secret; AUTH_SECRET_PREVIOUS the one before.',
};

/** Says in plain sentences why a start failed and what to do; never a stack, never a secret. */
export function explainStartFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'Parley could not start, for an unknown reason.';
  // By name, because importing the classes would load every package before a setting is read.
  if (!explained.has(error.name)) {
    return `Parley could not start: ${cleanText(error.message)}. \`pnpm run doctor\` finds the step that fails.`;
  }
  const code = 'code' in error ? String(error.code) : '';
  return [error.message, advice[code]].filter(Boolean).join(' ');
}
