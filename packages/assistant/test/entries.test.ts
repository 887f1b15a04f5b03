import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** The packages under `node_modules` that a fresh process has loaded after running `code`. */
function packagesLoadedBy(code: string): string[] {
  const program = `
    import { registerHooks } from 'node:module';
    const found = new Set();
    registerHooks({
      load(url, context, nextLoad) {
        const name = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
        if (name) found.add(name);
        return nextLoad(url, context);
      },
    });
    const { createAssistant, parseModelSetting } = await import('./src/index.ts');
    ${code}
    process.stdout.write(JSON.stringify([...found]));`;
  const cwd = new URL('..', import.meta.url);
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd,
    encoding: 'utf8',
  });
  return JSON.parse(output) as string[];
}

const isOfModels = (name: string): boolean => name === 'ai' || name.startsWith('@ai-sdk/');

test('the offline assistant loads nothing that talks to models', () => {
  const packages = packagesLoadedBy(`await createAssistant({ model: parseModelSetting({}) });`);
  expect(packages).toContain('chrono-node');
  expect(packages.filter(isOfModels)).toEqual([]);
});

test('a model has all it needs loaded before the first message', () => {
  const packages = packagesLoadedBy(
    `await createAssistant({ model: parseModelSetting({ MODEL: 'openai/gpt-5', MODEL_API_KEY: 'k' }) });`,
  );
  expect(packages.filter(isOfModels)).toEqual(expect.arrayContaining(['ai', '@ai-sdk/openai']));
});
