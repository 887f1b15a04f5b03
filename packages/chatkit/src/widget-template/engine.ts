import * as jinja from '@huggingface/jinja';
import type { Syntax } from './syntax.ts';

/** A value while a template is rendered. */
export interface RuntimeValue {
  type: string;
  value: unknown;
  toString(): string;
}

/** The variables in sight; `set` takes values of JavaScript, `setVariable` those of the engine. */
export interface Environment {
  set(name: string, value: unknown): unknown;
  setVariable(name: string, value: RuntimeValue): RuntimeValue;
}

/** Walks a parsed template; `run` gives its text. */
export interface Interpreter {
  run(program: Syntax): RuntimeValue;
  evaluate(statement: Syntax | undefined, environment: Environment): RuntimeValue;
}

/** A parsed template. */
export interface Program extends Syntax {
  body: Syntax[];
}

interface Engine {
  Environment: new (parent?: Environment) => Environment;
  Interpreter: new (environment: Environment) => Interpreter;
  parse(tokens: unknown): Program;
  tokenize(source: string): unknown;
}

// The package's declarations name each other without file endings, so that half of its types are
// lost where modules are resolved as Node does; ours say what is used of it.
const engine = jinja as unknown as Engine;

/** Makes an {@link Environment}, within another if one is given. */
export const Environment: Engine['Environment'] = engine.Environment;

/** Makes an {@link Interpreter}. */
export const Interpreter: Engine['Interpreter'] = engine.Interpreter;

/**
 * Parses a template; whitespace is kept as it is written, as Jinja does by default.
 *
 * @throws SyntaxError for what is not Jinja.
 */
export function parse(source: string): Program {
  return engine.parse(engine.tokenize(source));
}
