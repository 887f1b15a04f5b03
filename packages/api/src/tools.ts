import type { AnyTRPCRouter } from '@trpc/server';
import { z } from 'zod';
import { proceduresOf } from './procedures.ts';
import type { ProcedureDefinition } from './procedures.ts';

/** A procedure that the assistant may use, with everything a model has to be told about it. */
export interface ApiTool {
  /** The path of the procedure, for example `tasks.create`. */
  name: string;
  description: string;
  access: 'read' | 'write';
  /** Whether the user must agree before it runs. */
  confirm: boolean;
  /** Validates the input; `z.toJSONSchema(input, { io: 'input' })` describes it to a model. */
  input: z.ZodType;
  /**
   * Runs the procedure with the rights of the caller's context.
   *
   * @throws {TRPCError} as the procedure does; `publicErrorOf` says what may be told of it.
   */
  call(caller: object, input: unknown): Promise<unknown>;
}

/**
 * Lists the procedures of a router that are marked as tools in their `meta`, by name.
 *
 * @throws {TypeError} when a marked procedure cannot be one: a subscription, or without a zod
 * input.
 */
export function toolsOf(router: AnyTRPCRouter): ApiTool[] {
  return [...proceduresOf(router)]
    .map(([name, definition]) => toTool(name, definition))
    .filter((tool) => tool !== null)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function toTool(name: string, { type, meta, inputs }: ProcedureDefinition): ApiTool | null {
  if (!meta?.tool) return null;
  const [input] = inputs;
  if (type === 'subscription' || inputs.length !== 1 || !(input instanceof z.ZodType))
    throw new TypeError(`${name} cannot be a tool: it needs one zod input and must not stream.`);
  const { description, access, confirm = false } = meta.tool;
  return {
    name,
    description,
    access,
    confirm,
    input,
    call: (caller, value) => procedureAt(caller, name)(value),
  };
}

type Call = (input: unknown) => Promise<unknown>;

function procedureAt(caller: object, name: string): Call {
  let at: unknown = caller;
  for (const key of name.split('.')) at = (at as Record<string, unknown>)[key];
  return at as Call;
}
