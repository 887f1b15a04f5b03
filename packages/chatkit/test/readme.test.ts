import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fetch } from './example.ts';

const folder = path.join(import.meta.dirname, '..');

test('the server in the README is the example that is compiled', () => {
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
  const source = readFileSync(path.join(folder, 'test/example.ts'), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${source}\`\`\``);
});

test('the example answers', async () => {
  const content = [{ type: 'input_text', text: 'Hello there' }];
  const body = JSON.stringify({ type: 'threads.create', params: { input: { content } } });
  const response = await fetch(new Request('http://x/', { method: 'POST', body }));
  const text = await response.text();
  expect(text).toContain('"text":"You said: Hello there"');
  expect(text).toContain('"title":"You said: Hello there"');
});
