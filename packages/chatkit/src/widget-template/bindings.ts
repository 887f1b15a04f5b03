import type { For, Identifier, If, Macro, SetStatement, Syntax } from './syntax.ts';

/** The names that belong to the engine inside loops and macros. */
const reserved = ['loop', 'caller', 'varargs', 'kwargs'];

/**
 * The names that a template gives to blocks, values and macros of its own, and to nothing else: a
 * name that is also a loop variable or an argument may hold data.
 */
export function ownNames(body: readonly Syntax[]): Set<string> {
  const own = new Set<string>();
  const foreign = new Set(reserved);
  visit(body, own, foreign);
  return new Set([...own].filter((name) => !foreign.has(name)));
}

function visit(body: readonly Syntax[], own: Set<string>, foreign: Set<string>): void {
  for (const statement of body) {
    switch (statement.type) {
      case 'Set': {
        const { assignee, body } = statement as SetStatement;
        if (assignee.type === 'Identifier') own.add((assignee as Identifier).value);
        else addNames(assignee, foreign);
        visit(body, own, foreign);
        break;
      }
      case 'If': {
        const { body, alternate } = statement as If;
        visit([...body, ...alternate], own, foreign);
        break;
      }
      case 'For': {
        const { loopvar, body, defaultBlock } = statement as For;
        addNames(loopvar, foreign);
        visit([...body, ...defaultBlock], own, foreign);
        break;
      }
      case 'Macro': {
        const { name, args, body } = statement as Macro;
        own.add(name.value);
        for (const argument of args) addNames(argument, foreign);
        visit(body, own, foreign);
        break;
      }
      default:
    }
  }
}

/** Adds every name found anywhere in a target: `a`, `a, b`, `a.b`, `a=1`. */
function addNames(target: unknown, names: Set<string>): void {
  if (typeof target !== 'object' || target === null) return;
  if ('type' in target && target.type === 'Identifier') names.add((target as Identifier).value);
  for (const part of Object.values(target)) {
    for (const entry of Array.isArray(part) ? part : [part]) addNames(entry, names);
  }
}
