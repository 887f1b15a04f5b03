import path from 'node:path';
import type { Documented } from './declarations.ts';
import { exportsOf } from './declarations.ts';
import type { Entry } from './entries.ts';

/** One page of the reference. */
export interface Page {
  /** Its file in `docs`. */
  file: string;
  text: string;
}

const sections = [
  ['function', 'Functions'],
  ['class', 'Classes'],
  ['value', 'Values'],
  ['type', 'Types'],
] as const;

const notice = '<!-- Generated from the docstrings by `pnpm generate`. -->';

/**
 * Makes the reference of the package: an index, and a page for each subpath.
 *
 * @throws TypeError that names every export without a docstring.
 */
export function referenceOf(
  packageName: string,
  folder: string,
  entries: readonly Entry[],
): Page[] {
  const missing: string[] = [];
  const pages = entries.map(({ subpath, source }) => {
    const specifier = path.posix.join(packageName, subpath);
    const documented = exportsOf(path.join(folder, source));
    missing.push(
      ...documented.filter(({ doc }) => doc === '').map(({ name }) => `${specifier}: ${name}`),
    );
    return {
      specifier,
      documented,
      file: `${subpath === '.' ? 'main' : subpath.slice(2).replaceAll('/', '-')}.md`,
    };
  });
  if (missing.length > 0) throw new TypeError(`without a docstring: ${missing.join(', ')}`);
  const list = pages.map(({ specifier, documented, file }) => {
    const names = documented.filter(({ kind }) => kind !== 'type').map(({ name }) => `\`${name}\``);
    return `- [\`${specifier}\`](${file})${names.length > 0 ? `: ${names.join(', ')}` : ''}`;
  });
  return [
    {
      file: 'index.md',
      text: `${notice}\n\n# Reference of ${packageName}\n\n${list.join('\n')}\n`,
    },
    ...pages.map(({ specifier, documented, file }) => ({
      file,
      text: pageOf(specifier, documented),
    })),
  ];
}

function pageOf(specifier: string, documented: readonly Documented[]): string {
  const parts = sections.flatMap(([kind, title]) => {
    const own = documented.filter((one) => one.kind === kind);
    return own.length === 0 ? [] : [`## ${title}`, ...own.map(entryOf)];
  });
  return [notice, `# ${specifier}`, ...parts, ''].join('\n\n');
}

function entryOf({ name, doc, code }: Documented): string {
  return [`### \`${name}\``, textOf(doc), fence(code)].join('\n\n');
}

function fence(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``;
}

/** A docstring as Markdown: its tags become a list, its examples code. */
function textOf(doc: string): string {
  const [text = '', ...tags] = doc.split(/^@(?=\w)/m);
  const examples = tags.filter((tag) => tag.startsWith('example'));
  const others = tags.filter((tag) => !tag.startsWith('example'));
  const list = others.map((tag) => {
    const [, name = '', rest = ''] = /^(\w+)\s*([^]*)$/.exec(tag.trim()) ?? [];
    return `- ${labelOf(name, rest.replaceAll(/\s+/g, ' '))}`;
  });
  const code = examples.map((tag) => fence(tag.slice('example'.length).trim()));
  const parts = [text.trim(), list.join('\n'), ...code].filter((part) => part !== '');
  return parts.join('\n\n').replaceAll(/\{@link ([^}|]+)\}/g, '`$1`');
}

function labelOf(tag: string, rest: string): string {
  const [first = '', ...words] = rest.split(' ');
  if (tag === 'param') return `\`${first}\`: ${words.join(' ')}`;
  if (tag === 'throws') {
    const what = /^[A-Z]/.test(first) ? `\`${first}\`` : first;
    return `throws ${what} ${words.join(' ')}`;
  }
  return tag === 'default' ? `default: \`${rest}\`` : `${tag}: ${rest}`;
}
