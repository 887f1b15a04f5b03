import { writeFile } from 'node:fs/promises';
import { authSchemaSource } from './generate/auth-schema.ts';
import { settingsPage } from './settings/settings-page.ts';

const repository = new URL('../../../', import.meta.url);

await writeFile(new URL('packages/db/src/schema/auth.ts', repository), await authSchemaSource());
await writeFile(new URL('docs/settings.md', repository), settingsPage());
