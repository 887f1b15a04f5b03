// Fetches the vectors of Project Wycheproof (Apache-2.0, github.com/C2SP/wycheproof) that
// `wycheproof.test.ts` runs. After a change of the commit: `pnpm --filter @parley/auth vectors`.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const COMMIT = 'dac1dd4729fd1f8dd9e1e9f3dce51d783da6c166';
const FOLDER = join(import.meta.dirname, 'wycheproof');

/** The files by name, each with the SHA-256 of what it must hold. */
const FILES = {
  'ed25519_test.json': '752d2ea7d7c6cf4736381b6cbacb61f8182b126ab7cd9b058f00c50084975536',
  'json_web_crypto_test.json': 'dcd58ac9548a7d6173437a691e4cc307dcd3cec9fd814a39cd2a94531cf4f8ce',
  'json_web_key_test.json': 'be983255bce26406f97020ec5458b33930a90d5f868e604fcd569c300aba2862',
  'json_web_signature_test.json':
    '8e687a06fe8359f4ec51480f1a9f73c8faebd6f4c01b818b843b44eee54fd5d9',
};

mkdirSync(FOLDER, { recursive: true });
for (const [name, hash] of Object.entries(FILES)) {
  const path = `C2SP/wycheproof/${COMMIT}/testvectors_v1/${name}`;
  const response = await fetch(`https://raw.githubusercontent.com/${path}`);
  if (!response.ok) throw new Error(`${name} was answered with status ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (createHash('sha256').update(bytes).digest('hex') !== hash) {
    throw new Error(`${name} is not what it was`);
  }
  writeFileSync(join(FOLDER, name), bytes);
  process.stdout.write(`${name}\n`);
}
