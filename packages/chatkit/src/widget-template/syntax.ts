/**
 * The parts of a parsed template that matter for escaping. The engine's types are not exported by
 * name; what is read here is what its `parse` returns.
 */
export interface Syntax {
  type: string;
}

/** A name: of a variable, a filter, a macro. */
export interface Identifier extends Syntax {
  value: string;
}

/** Text between the tags of a template, and strings inside them. */
export interface StringLiteral extends Syntax {
  value: string;
}

/** `{% if %}`; `elif` is an `if` in the alternate. */
export interface If extends Syntax {
  test: Syntax;
  body: Syntax[];
  alternate: Syntax[];
}

/** `{% for %}` */
export interface For extends Syntax {
  loopvar: Syntax;
  body: Syntax[];
  defaultBlock: Syntax[];
}

/** `{% set %}`: of an expression, or of a block when there is no value. */
export interface SetStatement extends Syntax {
  assignee: Syntax;
  value: Syntax | null;
  body: Syntax[];
}

/** `{% macro %}` */
export interface Macro extends Syntax {
  name: Identifier;
  args: Syntax[];
  body: Syntax[];
}

/** `operand | filter`, where the filter is a name or a call. */
export interface FilterExpression extends Syntax {
  operand: Syntax;
  filter: Identifier | CallExpression;
}

/** `name(…)` */
export interface CallExpression extends Syntax {
  callee: Syntax;
  args: Syntax[];
}

/** `a if test else b` */
export interface Ternary extends Syntax {
  trueExpr: Syntax;
  falseExpr: Syntax;
}

/** `a if test` */
export interface SelectExpression extends Syntax {
  lhs: Syntax;
}

/** `a + b`, `a ~ b` and the like. */
export interface BinaryExpression extends Syntax {
  operator: { value: string };
  left: Syntax;
  right: Syntax;
}

/** `a.b`, `a[b]`, `a[b:c]` */
export interface MemberExpression extends Syntax {
  object: Syntax;
  property: Syntax;
  /** Whether the property stands in brackets. */
  computed: boolean;
}

/** `b:c:d` inside brackets. */
export interface SliceExpression extends Syntax {
  start?: Syntax;
  stop?: Syntax;
  step?: Syntax;
}

/** How the value of an expression is written into the JSON of a widget. */
export type OutputMode =
  /** As a JSON value. */
  | 'json'
  /** Inside a JSON string. */
  | 'string'
  /** As it is: JSON that the template wrote, or text that is escaped later. */
  | 'as-is';

/** A node of ours in the tree: writes out an expression, escaped for the place where it stands. */
export interface Output extends Syntax {
  type: 'WidgetOutput';
  mode: OutputMode;
  expression: Syntax;
}

/** A copy of a node with some of its parts replaced. */
export function changed<Node extends Syntax>(node: Node, parts: Partial<Node>): Node {
  return { ...node, ...parts };
}
