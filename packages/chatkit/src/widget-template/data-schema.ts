import { z } from 'zod';
import { isRecord } from '../internal/equal.ts';

/** Reads data: the data with defaults filled in, or sentences that say what is wrong with it. */
export type ReadData = (
  data: unknown,
) => { data: Record<string, unknown> } | { faults: [string, ...string[]] };

type Schema = Parameters<typeof z.fromJSONSchema>[0];

/**
 * A reader of data that holds to a JSON Schema (2020-12, or an older one by its `$schema`).
 *
 * @throws Error for a schema that asks for what cannot be enforced, such as `if` or `not`.
 */
export function dataReader(jsonSchema: unknown): ReadData {
  if (!isRecord(jsonSchema) && typeof jsonSchema !== 'boolean') {
    throw new TypeError('jsonSchema is neither an object nor a boolean');
  }
  // A registry of its own: the global one would keep every schema that was ever loaded.
  const registry = z.registry<Record<string, unknown>>();
  const schema = z.fromJSONSchema(enforceable(jsonSchema) as Schema, { registry });
  const object = z.record(z.string(), z.unknown());
  return (data) => {
    const result = schema.safeParse(data);
    if (!result.success) return { faults: faultsOf(result.error.issues) };
    const record = object.safeParse(result.data);
    return record.success ? { data: record.data } : { faults: ['data: expected an object'] };
  };
}

const typeOfKeyword: Readonly<Record<string, string>> = {
  properties: 'object',
  required: 'object',
  additionalProperties: 'object',
  patternProperties: 'object',
  propertyNames: 'object',
  minProperties: 'object',
  maxProperties: 'object',
  items: 'array',
  prefixItems: 'array',
  minItems: 'array',
  maxItems: 'array',
  uniqueItems: 'array',
  contains: 'array',
  minLength: 'string',
  maxLength: 'string',
  pattern: 'string',
  format: 'string',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
};

const schemaLists = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
const schemaMaps = new Set(['properties', 'patternProperties', '$defs', 'definitions']);
const schemas = new Set(['items', 'additionalProperties', 'contains', 'propertyNames', 'not']);

/**
 * The same schema in the words that zod enforces: it ignores what is said without a `type`, and
 * `required` names without a property, and it takes no reference for an address.
 */
function enforceable(schema: unknown): unknown {
  if (!isRecord(schema)) return schema;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) result[key] = partOf(key, value);
  const values = [...(Array.isArray(schema['enum']) ? schema['enum'] : []), schema['const']];
  if (values.some((value) => typeof value === 'object' && value !== null)) {
    throw new TypeError('lists and objects are not supported in enum and const');
  }
  const type = Object.keys(schema)
    .map((key) => typeOfKeyword[key])
    .find(Boolean);
  if (type !== undefined && !('type' in schema) && !('enum' in schema) && !('const' in schema)) {
    result['type'] = type;
  }
  if (Array.isArray(schema['required'])) {
    const any = Object.fromEntries(schema['required'].map((name) => [name, {}]));
    result['properties'] = {
      ...any,
      ...(isRecord(result['properties']) ? result['properties'] : {}),
    };
  }
  if (schema['format'] === 'uri-reference') delete result['format'];
  return result;
}

function partOf(key: string, value: unknown): unknown {
  if (schemas.has(key)) return Array.isArray(value) ? value.map(enforceable) : enforceable(value);
  if (schemaLists.has(key) && Array.isArray(value)) return value.map(enforceable);
  if (schemaMaps.has(key) && isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, enforceable(part)]),
    );
  }
  return value;
}

const shown = 5;

function faultsOf(issues: readonly z.core.$ZodIssue[]): [string, ...string[]] {
  const [first, ...rest] = issues
    .slice(0, shown)
    .map((issue) => `${pathOf(issue.path)}: ${wordsOf(issue)}`);
  return [first ?? 'data: does not fit', ...rest];
}

/** `data.items[0].label` */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (words, key) => (typeof key === 'number' ? `${words}[${key}]` : `${words}.${String(key)}`),
    'data',
  );
}

/** What was expected; for a choice of several, what each of them expected. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const choices = issue.errors.flatMap((choice) => choice.slice(0, 1).map(wordsOf));
  return [...new Set(choices)].join(' or ') || issue.message;
}
