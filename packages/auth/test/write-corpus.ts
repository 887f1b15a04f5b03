import { writeFileSync } from 'node:fs';
import { tokenCorpus } from './token-recipes.ts';

// Run by hand after a change of the recipes: `node test/write-corpus.ts`.
const file = new URL('corpus/tokens.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(tokenCorpus(), null, 2)}\n`);
