import type { RuntimeValue } from './engine.ts';
import { Environment, Interpreter, parse } from './engine.ts';
import { escapeTemplate } from './escape.ts';
import type {
  CallExpression,
  Identifier,
  MemberExpression,
  Output,
  StringLiteral,
  Syntax,
} from './syntax.ts';

/** Renders a template with data to JSON text. */
export type Render = (data: Readonly<Record<string, unknown>>) => string;

const held = 'value to write';
const maxRange = 10_000;

/**
 * A template ready to be rendered.
 *
 * @throws SyntaxError for a template that is not Jinja, or whose values cannot be escaped.
 */
export function compile(source: string): Render {
  const program = parse(source);
  const { body, fragments } = escapeTemplate(program.body);
  const safe = { ...program, body };
  return (data) => {
    const environment = new Environment();
    for (const [name, value] of Object.entries(globals)) environment.set(name, value);
    for (const [name, value] of Object.entries(data)) {
      if (fragments.has(name)) throw new TypeError(`${name} is a name of the template's own`);
      environment.set(name, value);
    }
    return new WidgetInterpreter(environment).run(safe).toString();
  };
}

const globals: Readonly<Record<string, unknown>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
  range,
};

/**
 * The engine, which in addition escapes, refuses to write out what is not defined, and knows
 * `list.append`, with which published templates gather their children.
 */
class WidgetInterpreter extends Interpreter {
  override evaluate(statement: Syntax | undefined, environment: Environment): RuntimeValue {
    if (isAppend(statement)) return this.#append(statement, environment);
    if (!isOutput(statement)) return super.evaluate(statement, environment);
    const { expression, mode } = statement;
    const value = this.evaluate(expression, environment);
    if (value.type === 'UndefinedValue') {
      throw new ReferenceError(`${nameOf(expression)} is not defined`);
    }
    if (mode === 'as-is') return value;
    if (mode === 'string') {
      const text = value.type === 'NullValue' ? '' : value.toString();
      return super.evaluate(literal(JSON.stringify(text).slice(1, -1)), environment);
    }
    const scope = new Environment(environment);
    scope.setVariable(held, value);
    return super.evaluate(toJson, scope);
  }

  #append(call: Append, environment: Environment): RuntimeValue {
    const list = this.evaluate(call.callee.object, environment);
    if (!Array.isArray(list.value)) return super.evaluate(call, environment);
    list.value.push(this.evaluate(call.args[0], environment));
    return super.evaluate(nothing, environment);
  }
}

/** `list.append(value)` */
interface Append extends CallExpression {
  callee: MemberExpression;
}

function isAppend(statement: Syntax | undefined): statement is Append {
  if (statement?.type !== 'CallExpression') return false;
  const { callee, args } = statement as CallExpression;
  if (callee.type !== 'MemberExpression' || args.length !== 1) return false;
  const { computed, property } = callee as MemberExpression;
  return !computed && (property as Identifier).value === 'append';
}

/** Evaluates to none. */
const nothing: Syntax = { type: 'Comment' };

const toJson: Syntax & Record<string, unknown> = {
  type: 'FilterExpression',
  operand: { type: 'Identifier', value: held },
  filter: { type: 'Identifier', value: 'tojson' },
};

function literal(value: string): StringLiteral {
  return { type: 'StringLiteral', value };
}

function isOutput(statement: Syntax | undefined): statement is Output {
  return statement?.type === 'WidgetOutput';
}

/** The name of a variable or property, for people. */
function nameOf(expression: Syntax): string {
  if (expression.type === 'Identifier' && 'value' in expression) return String(expression.value);
  if (
    expression.type === 'MemberExpression' &&
    'object' in expression &&
    'property' in expression
  ) {
    return `${nameOf(expression.object as Syntax)}.${nameOf(expression.property as Syntax)}`;
  }
  return 'a value';
}

function range(...bounds: (number | undefined)[]): number[] {
  const [start, stop] = bounds[1] === undefined ? [0, bounds[0] ?? 0] : [bounds[0] ?? 0, bounds[1]];
  const step = bounds[2] ?? 1;
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (!(length <= maxRange)) throw new RangeError(`range of more than ${maxRange}`);
  return Array.from({ length }, (_, index) => start + index * step);
}
