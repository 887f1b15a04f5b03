import { describeSettings } from './schema.ts';

/** The text of docs/settings.md, made from the schema so that the two cannot disagree. */
export function settingsPage(): string {
  const rows = describeSettings().map(
    ({ name, takes, default: absent, breaks }) =>
      `## \`${name}\`\n\nTakes ${takes}. Default: ${absent}.\n\n${breaks}\n`,
  );
  return [
    '# Settings',
    '',
    'Every setting is an environment variable. They are read once, at start, and an empty one counts',
    'as absent. A wrong one stops the start with a sentence that names it. This page is written by',
    '`pnpm generate` from `apps/server/src/settings/schema.ts`.',
    '',
    ...rows,
  ].join('\n');
}
