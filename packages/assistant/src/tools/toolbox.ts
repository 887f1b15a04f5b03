import { type ApiTool, publicErrorOf } from '@parley/api';
import { z } from 'zod';

/** One call of a tool, as it is kept in a thread until the user agrees. */
export const toolCallSchema = z.strictObject({
  tool: z.string(),
  input: z.record(z.string(), z.unknown()),
});

/** One call of a tool. */
export type ToolCall = z.infer<typeof toolCallSchema>;

/** What came of a call; a refusal is an answer to tell, any other failure is thrown. */
export type ToolOutcome =
  | { kind: 'ok'; value: unknown }
  | { kind: 'not-found' }
  | { kind: 'refused'; message: string };

/** The tools of one user: each call runs the procedure with the rights of that user. */
export interface Toolbox {
  tools: readonly ApiTool[];
  /** Throws what the procedure throws, unless the call itself was at fault. */
  run(call: ToolCall): Promise<ToolOutcome>;
}

/**
 * Binds the tools to a caller. Inputs are checked before the call, and a key that a tool does not
 * know (a user id, say) refuses the call.
 */
export function createToolbox(tools: readonly ApiTool[], caller: object): Toolbox {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  return {
    tools,
    async run(call) {
      const tool = byName.get(call.tool);
      if (!tool) return { kind: 'refused', message: `There is no tool ${call.tool}.` };
      const input = tool.input.safeParse(call.input);
      if (!input.success) return { kind: 'refused', message: complaintOf(input.error) };
      try {
        return { kind: 'ok', value: await tool.call(caller, call.input) };
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

function complaintOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'The input is not valid.';
  const field = issue.path.map(String).join('.');
  return field === '' ? issue.message : `${field}: ${issue.message}`;
}

function refusalOf(error: unknown): ToolOutcome {
  const { code, message, fields } = publicErrorOf(error);
  if (code === 'NOT_FOUND') return { kind: 'not-found' };
  if (code === 'BAD_REQUEST' || code === 'CONFLICT' || code === 'UNPROCESSABLE_CONTENT') {
    const [field] = Object.entries(fields ?? {});
    return { kind: 'refused', message: field ? `${field[0]}: ${field[1]}` : message };
  }
  throw error;
}
