import { placeAfter } from './place.ts';
import type {
  BinaryExpression,
  CallExpression,
  FilterExpression,
  Identifier,
  MemberExpression,
  Output,
  OutputMode,
  SelectExpression,
  SliceExpression,
  StringLiteral,
  Syntax,
  Ternary,
} from './syntax.ts';
import { changed } from './syntax.ts';

/**
 * An expression that can only give JSON which the template wrote, ready to be written out; nothing
 * for one that may give data as it is. Adds the fragments it relies on to `used`.
 */
export function trusted(
  expression: Syntax,
  fragments: ReadonlySet<string>,
  used: Set<string>,
): Syntax | undefined {
  const relied = new Set<string>();
  const result = rewrite(expression, (name) => {
    if (fragments.has(name)) relied.add(name);
    return fragments.has(name);
  });
  if (result !== undefined) for (const name of relied) used.add(name);
  return result;
}

/** The node that writes out an expression. */
export function output(mode: OutputMode, expression: Syntax): Output {
  return { type: 'WidgetOutput', mode, expression };
}

type IsFragment = (name: string) => boolean;

function rewrite(expression: Syntax, isFragment: IsFragment): Syntax | undefined {
  switch (expression.type) {
    case 'IntegerLiteral':
    case 'FloatLiteral':
      return expression;
    case 'StringLiteral': {
      const { value } = expression as StringLiteral;
      return placeAfter(value, 'json') === 'json' ? expression : undefined;
    }
    case 'Identifier':
      return isFragment((expression as Identifier).value) ? output('as-is', expression) : undefined;
    case 'CallExpression': {
      const { callee } = expression as CallExpression;
      return callee.type === 'Identifier' && isFragment((callee as Identifier).value)
        ? expression
        : undefined;
    }
    case 'FilterExpression':
      return rewriteFilter(expression as FilterExpression, isFragment);
    case 'Ternary': {
      const node = expression as Ternary;
      const trueExpr = rewrite(node.trueExpr, isFragment);
      const falseExpr = rewrite(node.falseExpr, isFragment);
      return trueExpr && falseExpr && changed(node, { trueExpr, falseExpr });
    }
    case 'SelectExpression': {
      const node = expression as SelectExpression;
      const lhs = rewrite(node.lhs, isFragment);
      return lhs && changed(node, { lhs });
    }
    case 'BinaryExpression': {
      const node = expression as BinaryExpression;
      if (node.operator.value !== '~' && node.operator.value !== '+') return undefined;
      const left = rewrite(node.left, isFragment);
      const right = rewrite(node.right, isFragment);
      return left && right && changed(node, { left, right });
    }
    case 'MemberExpression': {
      const node = expression as MemberExpression;
      if (!dropsOneComma(node.property)) return undefined;
      const object = rewrite(node.object, isFragment);
      return object && changed(node, { object });
    }
    default:
      return undefined;
  }
}

function rewriteFilter(node: FilterExpression, isFragment: IsFragment): Syntax | undefined {
  const { filter, operand } = node;
  // With arguments `trim` could take the quotes off a string.
  if (filter.type === 'CallExpression') {
    const { callee } = filter as CallExpression;
    return (callee as Identifier).value === 'tojson' ? output('json', operand) : undefined;
  }
  switch ((filter as Identifier).value) {
    case 'tojson':
      return output('json', operand);
    case 'safe':
    case 'trim': {
      const inner = rewrite(operand, isFragment);
      return inner && changed(node, { operand: inner });
    }
    default:
      return undefined;
  }
}

/** Whether a slice is `[1:]` or `[:-1]`: any other could cut a string open. */
function dropsOneComma(property: Syntax): boolean {
  if (property.type !== 'SliceExpression') return false;
  const { start, stop, step } = property as SliceExpression;
  if (step !== undefined) return false;
  if (stop === undefined) return isInteger(start, 1);
  return start === undefined && isMinusOne(stop);
}

function isInteger(node: Syntax | undefined, value: number): boolean {
  return node?.type === 'IntegerLiteral' && 'value' in node && node.value === value;
}

function isMinusOne(node: Syntax): boolean {
  if (isInteger(node, -1)) return true;
  if (node.type !== 'UnaryExpression' || !('operator' in node) || !('argument' in node))
    return false;
  const { value } = node.operator as { value: string };
  return value === '-' && isInteger(node.argument as Syntax, 1);
}
