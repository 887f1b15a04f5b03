import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from './schema.ts';
import { settingsPage } from './settings-page.ts';

const repository = new URL('../../../../', import.meta.url);

describe('docs/settings.md', () => {
  it('is what the schema says; if not, run `pnpm generate`', async () => {
    expect(await readFile(new URL('docs/settings.md', repository), 'utf8')).toBe(settingsPage());
  });

  it.each(Object.keys(settingsSchema.shape))(
    'says of %s what it takes, its default and what it breaks',
    (name) => {
      expect(settingsPage()).toMatch(
        new RegExp(`^## \`${name}\`\n\nTakes .+\\. Default: .+\\.\n\n.+\\.$`, 'm'),
      );
    },
  );
});
