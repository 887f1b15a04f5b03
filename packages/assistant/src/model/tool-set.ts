import type { ApiTool } from '@parley/api';
import { jsonSchema, type JSONSchema7, tool, type ToolSet } from 'ai';
import { z } from 'zod';

// Bringing back is ours ("undo"): it needs an id, and ids are not shown to models.
const NOT_FOR_MODELS = new Set(['tasks.restore']);

/** The tools as a model sees them. None can be executed by the SDK: we decide what runs. */
export function toolSetOf(tools: readonly ApiTool[]): ToolSet {
  const offered = tools.filter(({ name }) => !NOT_FOR_MODELS.has(name));
  return Object.fromEntries(
    offered.map((one) => [
      modelName(one.name),
      tool({ description: one.description, inputSchema: jsonSchema(shapeOf(one)) }),
    ]),
  );
}

/** The tool that a model means by a name; null for a name it made up. */
export function toolNamed(tools: readonly ApiTool[], name: string): ApiTool | null {
  return tools.find((one) => !NOT_FOR_MODELS.has(one.name) && modelName(one.name) === name) ?? null;
}

/** What a tool takes, but for the id: models know tasks by their number. The tool itself checks. */
function shapeOf({ input }: ApiTool): JSONSchema7 {
  const schema = z.toJSONSchema(input, { io: 'input', target: 'draft-7' }) as JSONSchema7;
  const { id: _id, ...properties } = schema.properties ?? {};
  return { ...schema, properties };
}

/** Providers refuse dots in the names of tools. */
function modelName(name: string): string {
  return name.replaceAll('.', '_');
}
