import { ownNames } from './bindings.ts';
import type { Place } from './place.ts';
import { placeAfter } from './place.ts';
import type { For, Identifier, If, Macro, SetStatement, StringLiteral, Syntax } from './syntax.ts';
import { changed } from './syntax.ts';
import { output, trusted } from './trusted.ts';

/** A template made safe, and the names of its own that hold JSON. */
export interface SafeTemplate {
  body: Syntax[];
  /** Data must not use these names. */
  fragments: ReadonlySet<string>;
}

interface Walk {
  fragments: ReadonlySet<string>;
  /** Fragments written out as JSON. */
  used: Set<string>;
  /** Names that turned out not to hold JSON. */
  refused: Set<string>;
}

/**
 * Rewrites a template so that data can only become values: what stands inside a JSON string is
 * escaped, what stands outside becomes a whole JSON value, and only JSON that the template itself
 * wrote (with `tojson`, in a `{% set %}` block or a macro) goes out as it is.
 *
 * @throws SyntaxError when the place of a value cannot be known.
 */
export function escapeTemplate(body: readonly Syntax[]): SafeTemplate {
  let fragments = ownNames(body);
  for (;;) {
    const walk: Walk = { fragments, used: new Set(), refused: new Set() };
    const [escaped, place] = escapeBlock(body, 'json', walk);
    const next = new Set([...walk.used].filter((name) => !walk.refused.has(name)));
    if (next.size === fragments.size) {
      if (place !== 'json') throw new SyntaxError('a string of the template has no end');
      return { body: escaped, fragments };
    }
    fragments = next;
  }
}

function escapeBlock(body: readonly Syntax[], start: Place, walk: Walk): [Syntax[], Place] {
  let place = start;
  const escaped = body.map((statement) => {
    const [result, next] = escapeStatement(statement, place, walk);
    place = next;
    return result;
  });
  return [escaped, place];
}

function escapeStatement(statement: Syntax, place: Place, walk: Walk): [Syntax, Place] {
  switch (statement.type) {
    case 'Comment':
      return [statement, place];
    case 'StringLiteral':
      return [statement, placeAfter((statement as StringLiteral).value, place)];
    case 'Set':
      return [escapeSet(statement as SetStatement, walk), place];
    case 'Macro': {
      const macro = statement as Macro;
      return [changed(macro, { body: escapeOwn(macro.name.value, macro.body, walk) }), place];
    }
    case 'If': {
      const node = statement as If;
      const [body, end] = escapeBlock(node.body, place, walk);
      const [alternate, other] = escapeBlock(node.alternate, place, walk);
      if (end !== other) throw new SyntaxError('an if that begins or ends a string in one branch');
      return [changed(node, { body, alternate }), end];
    }
    case 'For': {
      const node = statement as For;
      const [body, end] = escapeBlock(node.body, place, walk);
      const [defaultBlock, other] = escapeBlock(node.defaultBlock, place, walk);
      if (end !== place || other !== place) {
        throw new SyntaxError('a loop that begins or ends a string');
      }
      return [changed(node, { body, defaultBlock }), place];
    }
    case 'Break':
    case 'Continue':
    case 'CallStatement':
    case 'FilterStatement':
      throw new SyntaxError(`${statement.type} is not supported in a widget template`);
    default:
      return [escapeValue(statement, place, walk), place];
  }
}

function escapeValue(expression: Syntax, place: Place, walk: Walk): Syntax {
  switch (place) {
    case 'backslash':
      throw new SyntaxError('a value right after a backslash');
    case 'text':
      return output('as-is', expression);
    case 'string':
      return output('string', expression);
    case 'json':
      return trusted(expression, walk.fragments, walk.used) ?? output('json', expression);
  }
}

function escapeSet(node: SetStatement, walk: Walk): SetStatement {
  if (node.assignee.type !== 'Identifier') {
    return changed(node, { body: escapeBlock(node.body, 'text', walk)[0] });
  }
  const { value: name } = node.assignee as Identifier;
  if (node.value === null) return changed(node, { body: escapeOwn(name, node.body, walk) });
  if (!walk.fragments.has(name)) return node;
  const value = trusted(node.value, walk.fragments, walk.used);
  if (value === undefined) walk.refused.add(name);
  return changed(node, { value: value ?? node.value });
}

/** The body of a block or macro: as JSON if its name holds JSON, else as text. */
function escapeOwn(name: string, body: readonly Syntax[], walk: Walk): Syntax[] {
  if (walk.fragments.has(name)) {
    try {
      const [escaped, end] = escapeBlock(body, 'json', walk);
      if (end === 'json') return escaped;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    walk.refused.add(name);
  }
  return escapeBlock(body, 'text', walk)[0];
}
