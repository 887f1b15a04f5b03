import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const widgetFile = path.join(import.meta.dirname, '../../test/widgets/tasks.widget');
const script = `
  import { readFileSync } from 'node:fs';
  import { loadWidgetTemplate } from ${JSON.stringify(path.join(import.meta.dirname, 'index.ts'))};
  let forbidden = false;
  try { new Function(''); } catch { forbidden = true; }
  const template = loadWidgetTemplate(readFileSync(${JSON.stringify(widgetFile)}, 'utf8'));
  const widget = template.build({ tasks: [{ id: 'a', title: 'Milk', done: false }] });
  console.log(JSON.stringify([forbidden, widget.children.length]));
`;

test('templates are rendered where code may not be made from strings, as in Workers', () => {
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module'];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--eval', script], {
    encoding: 'utf8',
  });
  expect([stdout.trim(), stderr]).toEqual(['[true,1]', '']);
});
