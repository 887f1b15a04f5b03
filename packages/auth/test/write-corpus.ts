import { writeFileSync } from 'node:fs';
import { corpora } from './corpora.ts';

// Run after a change of the recipes: `node test/write-corpus.ts`.
for (const [name, corpus] of Object.entries(corpora())) {
  const file = new URL(`corpus/${name}`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(corpus, null, 2)}\n`);
}
