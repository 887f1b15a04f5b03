import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Class, Declaration, Program } from 'oxc-parser';
import { parseSync } from 'oxc-parser';

/** One export of the package, as its reference shows it. */
export interface Documented {
  name: string;
  kind: 'function' | 'class' | 'value' | 'type';
  /** The docstring without its stars; empty when there is none. */
  doc: string;
  /** The declaration in TypeScript, without any body. */
  code: string;
}

interface Module {
  file: string;
  source: string;
  program: Program;
  comments: { type: string; value: string; start: number; end: number }[];
}

const modules = new Map<string, Module>();

/** Reads what a module exports by name, in the order it is written in. */
export function exportsOf(file: string): Documented[] {
  const module = parse(file);
  return module.program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration') return [];
    if (node.declaration !== null) return documentedOf(module, node.declaration, node.start);
    return node.specifiers.map(({ local, exported }) => {
      if (local.type === 'Literal' || exported.type === 'Literal') {
        throw new TypeError(`${file}: exports by a string`);
      }
      const from = node.source === null ? file : resolve(file, node.source.value);
      return { ...find(from, local.name), name: exported.name };
    });
  });
}

function parse(file: string): Module {
  const known = modules.get(file);
  if (known !== undefined) return known;
  const source = readFileSync(file, 'utf8');
  const { program, comments, errors } = parseSync(file, source);
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0]?.message ?? ''}`);
  const module = { file, source, program, comments };
  modules.set(file, module);
  return module;
}

function resolve(file: string, specifier: string): string {
  return path.join(path.dirname(file), specifier);
}

function find(file: string, name: string): Documented {
  const found = exportsOf(file).find((documented) => documented.name === name);
  if (found === undefined) throw new TypeError(`${file}: exports no ${name}`);
  return found;
}

function documentedOf(module: Module, node: Declaration, start: number): Documented[] {
  const doc = docOf(module, start);
  const text = (end: number): string => module.source.slice(node.start, end).trim();
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'TSDeclareFunction': {
      const name = node.id?.name ?? '';
      const code = `${text(node.body?.start ?? node.end).replace(/;$/, '')};`;
      return [{ name, kind: 'function', doc, code: code.replace(/^async /, '') }];
    }
    case 'ClassDeclaration':
      return [{ name: node.id?.name ?? '', kind: 'class', doc, code: classCode(module, node) }];
    case 'VariableDeclaration':
      return node.declarations.map(({ id }) => {
        if (id.type !== 'Identifier') throw new TypeError(`${module.file}: exports a pattern`);
        const code = `const ${module.source.slice(id.start, id.end)};`;
        return { name: id.name, kind: 'value', doc, code };
      });
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [{ name: node.id.name, kind: 'type', doc, code: text(node.end) }];
    default:
      throw new TypeError(`${module.file}: exports a ${node.type}`);
  }
}

/** The members that others may use, methods without their bodies. */
function classCode(module: Module, node: Class): string {
  const head = module.source.slice(node.start, node.body.start).trim();
  const members = node.body.body.flatMap((member) => {
    if (!('key' in member) || member.key.type === 'PrivateIdentifier') return [];
    const doc = docOf(module, member.start);
    const end =
      'body' in (member.value ?? {})
        ? (member.value as { body: { start: number } }).body.start
        : member.end;
    const code = `${module.source.slice(member.start, end).trim().replace(/;$/, '')};`;
    return doc === '' ? [code] : [`/** ${doc.replaceAll('\n', '\n * ')} */`, code];
  });
  return [`${head} {`, ...members, '}'].join('\n');
}

function docOf({ source, comments }: Module, start: number): string {
  const comment = comments.findLast(({ end }) => end <= start);
  if (comment === undefined || comment.type !== 'Block' || !comment.value.startsWith('*'))
    return '';
  if (source.slice(comment.end, start).trim() !== '') return '';
  const lines = comment.value.slice(1).split('\n');
  return lines
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim();
}
