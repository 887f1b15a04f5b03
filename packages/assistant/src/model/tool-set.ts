import type { ApiTool } from '@parley/api';
import { tool, type ToolSet } from 'ai';

// Bringing back is ours ("undo"): it needs an id, and ids are not shown to models.
const NOT_FOR_MODELS = new Set(['tasks.restore']);

/** The tools as a model sees them. None can be executed by the SDK: we decide what runs. */
export function toolSetOf(tools: readonly ApiTool[]): ToolSet {
  const offered = tools.filter(({ name }) => !NOT_FOR_MODELS.has(name));
  return Object.fromEntries(
    offered.map((one) => [
      modelName(one.name),
      tool({ description: one.description, inputSchema: one.input }),
    ]),
  );
}

/** The tool that a model means by a name; null for a name it made up. */
export function toolNamed(tools: readonly ApiTool[], name: string): ApiTool | null {
  return tools.find((one) => !NOT_FOR_MODELS.has(one.name) && modelName(one.name) === name) ?? null;
}

/** Providers refuse dots in the names of tools. */
function modelName(name: string): string {
  return name.replaceAll('.', '_');
}
