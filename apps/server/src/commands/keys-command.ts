import { listKeys, revokeKey, rotateKeys } from '@parley/auth';
import type { KeyReport } from '@parley/auth';
import type { Command } from './command.ts';

/** `pnpm keys`: the keys that sign tokens. */
export const keysCommand: Command = {
  name: 'keys',
  purpose: 'The keys that sign tokens.',
  actions: [
    {
      name: 'list',
      summary: 'shows every key, what it is for and from when it signs',
      run: async ({ openAuth, print }) => {
        const keys = await listKeys(await openAuth());
        if (keys.length === 0) print('There is no key yet: the server makes one when it starts.');
        else for (const line of tableOf(keys)) print(line);
      },
    },
    {
      name: 'rotate',
      summary: 'lets the next key sign as soon as every verifier knows it',
      run: async ({ openAuth, print }) => {
        const { kid, activatesAt } = await rotateKeys(await openAuth());
        const isNow = activatesAt.getTime() <= Date.now();
        const from = isNow ? 'from now on' : `from ${textOf(activatesAt)} on`;
        print(`The key ${kid} signs ${from}. It is published already; no token stops working.`);
        print('A running server takes notice within 15 seconds.');
      },
    },
    {
      name: 'revoke',
      argument: 'kid',
      summary: 'removes a key at once: the tokens it signed stop working',
      run: async ({ openAuth, print }, kid) => {
        const { signer } = await revokeKey(await openAuth(), kid);
        print(`The key ${kid} is gone. ${signer} signs.`);
        print('Tokens of the revoked key are refused here within 15 seconds, elsewhere as soon as');
        print('the verifier fetches the keys again. Pages fetch a new token by themselves.');
      },
    },
  ],
  notes: [
    'Keys rotate by themselves (KEY_ROTATION_DAYS). Rotate by hand to be done with a key early;\nrevoke one that somebody else may have seen. docs/keys.md tells more.',
    'With DATABASE_URL the server may run meanwhile. Without it the database lives inside the\nserver, which has to be stopped first.',
  ],
};

function tableOf(keys: readonly KeyReport[]): string[] {
  const head = ['KEY', 'STATE', 'ALGORITHM', 'SIGNS FROM', 'SECRET'];
  const rows = keys.map(({ kid, state, algorithm, activatesAt, isReadable, isCurrent }) => [
    kid,
    state,
    algorithm,
    textOf(activatesAt),
    isReadable ? (isCurrent ? 'in force' : 'previous') : 'unknown: it does not open',
  ]);
  const table = [head, ...rows];
  const widths = head.map((_title, column) =>
    Math.max(...table.map((row) => (row[column] ?? '').length)),
  );
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function textOf(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
