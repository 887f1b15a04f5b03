import { authOptions } from '@parley/auth';
import { generateDrizzleSchema } from 'auth/api';

const header =
  '// Generated from the options of packages/auth by apps/server: run `pnpm generate` there, never edit.\n\n';

/**
 * The source of `packages/db/src/schema/auth.ts`: the tables that Better Auth needs with our
 * options. No database is opened and nothing is fetched.
 */
export async function authSchemaSource(): Promise<string> {
  const options = authOptions({
    database: {},
    schema: {},
    secret: 'unused: nothing is signed',
    issuer: 'http://localhost',
    audience: 'http://localhost',
    isProduction: false,
    sendResetPassword: async () => {},
  });
  if (typeof options.database !== 'function') throw new TypeError('the options name no adapter');
  const adapter = options.database(options);
  const { code } = await generateDrizzleSchema({ adapter, options });
  if (code === undefined) throw new TypeError('no schema was generated');
  return header + code;
}
