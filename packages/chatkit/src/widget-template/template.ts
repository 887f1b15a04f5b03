import { isRecord } from '../internal/equal.ts';
import { withoutNulls } from '../protocol/widget/normalize.ts';
import type { WidgetRoot } from '../protocol/widget/root.ts';
import { rootFaultOf } from '../protocol/widget/schema.ts';
import type { ReadData } from './data-schema.ts';
import { dataReader } from './data-schema.ts';
import { WidgetTemplateError } from './error.ts';
import type { Render } from './render.ts';
import { compile } from './render.ts';

/** A `.widget` file, ready to make widgets. */
export interface WidgetTemplate<Data extends object = Record<string, unknown>> {
  /** What the file calls itself. */
  readonly name: string;
  /** The JSON Schema of its data, as it stands in the file. */
  readonly jsonSchema: unknown;
  /**
   * The widget for some data. Properties that are `null` are left out, the rest is as the template
   * wrote it.
   *
   * @throws WidgetTemplateError `invalid_data` when the data does not fit the schema,
   * `render_failed` when the template uses what is not defined, `invalid_output` when the result
   * is no widget.
   */
  build(data?: Data): WidgetRoot;
}

/**
 * Reads a `.widget` file as the Widget Builder exports it: its text, or the object in it. `version`
 * must be `"1.0"`; `name`, `template` (Jinja) and `jsonSchema` are used, the rest is not.
 *
 * Data can only become values, whatever it contains: inside quotes it is escaped, elsewhere it is
 * written as JSON, and only `tojson` and blocks of the template's own go out as they are. A branch
 * or loop must therefore end in the same place of the JSON as it began, and `call`, `filter`,
 * `break` and `continue` are refused.
 *
 * The schema is enforced; `not`, `if`, `dependentSchemas`, `unevaluatedProperties`, references to
 * other files, and lists or objects in `enum` and `const` are refused when the file is read.
 *
 * @example
 * const template = loadWidgetTemplate<{ title: string }>(await readFile('task.widget', 'utf8'));
 * yield* streamWidget(input, template.build({ title: 'Milk' }));
 *
 * @throws WidgetTemplateError `invalid_definition` when the file cannot be used.
 */
export function loadWidgetTemplate<Data extends object = Record<string, unknown>>(
  file: string | object,
): WidgetTemplate<Data> {
  const { name, template, jsonSchema } = definitionIn(file);
  const readData = attempt(name, 'jsonSchema', () => dataReader(jsonSchema));
  const render = attempt(name, 'template', () => compile(template));
  return { name, jsonSchema, build: (data) => build(name, readData, render, data ?? {}) };
}

interface Definition {
  name: string;
  template: string;
  jsonSchema: unknown;
}

function definitionIn(file: unknown): Definition {
  const definition = typeof file === 'string' ? parsed(file) : file;
  if (!isRecord(definition)) throw invalid('a widget file is a JSON object');
  const { version, name, template, jsonSchema = {} } = definition;
  if (version !== '1.0') throw invalid('version: expected "1.0"');
  if (typeof name !== 'string') throw invalid('name: expected a string');
  if (typeof template !== 'string') throw invalid('template: expected a string');
  return { name, template, jsonSchema };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('a widget file is a JSON object', cause);
  }
}

function attempt<T>(name: string, part: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw invalid(`${part} of ${name}: ${wordsOf(cause)}`, cause);
  }
}

function invalid(message: string, cause?: unknown): WidgetTemplateError {
  return new WidgetTemplateError('invalid_definition', message, { cause });
}

function build(name: string, readData: ReadData, render: Render, given: object): WidgetRoot {
  const read = readData(asJson(name, given));
  if ('faults' in read) {
    throw new WidgetTemplateError('invalid_data', `${name}: ${read.faults.join('; ')}`);
  }
  const widget = widgetIn(name, rendered(name, render, read.data));
  const fault = rootFaultOf(widget);
  if (fault !== undefined) throw new WidgetTemplateError('invalid_output', `${name}: ${fault}`);
  return withoutNulls(widget as WidgetRoot);
}

/** The data as JSON has it: dates as strings, and nothing that is `undefined`. */
function asJson(name: string, data: object): unknown {
  try {
    return JSON.parse(JSON.stringify(data));
  } catch (cause) {
    throw new WidgetTemplateError('invalid_data', `${name}: data: expected JSON`, { cause });
  }
}

function rendered(name: string, render: Render, data: Record<string, unknown>): string {
  try {
    return render(data);
  } catch (cause) {
    throw new WidgetTemplateError('render_failed', `${name}: ${wordsOf(cause)}`, { cause });
  }
}

function widgetIn(name: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The parser's message quotes the text, which holds data.
    throw new WidgetTemplateError('invalid_output', `${name}: the template did not give JSON`);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'failed';
}
