import type { AuthContext } from '@parley/auth/verify';
import { initTRPC } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODE_NUMBER, TRPCError } from '@trpc/server';
import type { ApiContext } from './context.ts';
import { databaseError } from './database-errors.ts';
import { publicErrorOf } from './error-format.ts';
import { authError } from './errors.ts';

/** Marks a procedure as something the assistant may do for the user. */
export interface ToolMeta {
  /** What it does and when to use it, written for a model. */
  description: string;
  /** Whether it changes anything. */
  access: 'read' | 'write';
  /**
   * Whether the user must agree first.
   * @default false
   */
  confirm?: boolean;
}

/** What a procedure may say about itself beside its input and output. */
export interface ApiMeta {
  tool?: ToolMeta;
}

/** The error that travels: an allow-list, so nothing else of an exception can leave. */
export interface ApiErrorShape {
  /** JSON-RPC 2.0 number, as tRPC has it. */
  code: TRPC_ERROR_CODE_NUMBER;
  message: string;
  data: {
    code: TRPC_ERROR_CODE_KEY;
    httpStatus: number;
    /** The procedure asked for. */
    path?: string;
    requestId: string;
    fields?: Record<string, string>;
    authCode?: string;
  };
}

const t = initTRPC
  .context<ApiContext>()
  .meta<ApiMeta>()
  .create({
    isDev: false,
    sse: {
      ping: { enabled: true, intervalMs: 15_000 },
      // Three missed pings: the connection is dead although nobody said so.
      client: { reconnectAfterInactivityMs: 45_000 },
    },
    errorFormatter({ error, ctx, shape }): ApiErrorShape {
      const { code, message, fields, authCode } = publicErrorOf(error);
      return {
        code: shape.code,
        message,
        data: {
          code,
          httpStatus: shape.data.httpStatus,
          ...(shape.data.path !== undefined && { path: shape.data.path }),
          requestId: ctx?.requestId ?? 'unknown',
          ...(fields && { fields }),
          ...(authCode !== undefined && { authCode }),
        },
      };
    },
  });

/** Makes a router out of named procedures and routers. */
export const router = t.router;

/** Makes the function that calls a router inside the process. */
export const createCallerFactory = t.createCallerFactory;

/** A procedure anybody may call. Failures of the database leave as 503 or 500, never as 4xx. */
export const publicProcedure = t.procedure.use(async ({ next }) => named(await next()));

/** The context of a procedure whose caller is signed in. */
export interface SignedInContext extends ApiContext {
  auth: AuthContext;
}

/**
 * A procedure for a signed-in caller; `ctx.auth` says who, beside what `extend` makes of it. The
 * token is looked at before the input, so a stranger learns nothing from field errors. All of it is
 * one middleware, because each one costs a call more than the check of a token.
 *
 * @param extend makes what else the procedures of a router need of their caller.
 */
export function protectedProcedureWith<Extra extends object>(
  extend: (ctx: SignedInContext) => Extra,
) {
  return t.procedure.use(async ({ ctx, next }) => {
    const result = await ctx.authenticate();
    if (result.kind !== 'signed-in') throw authError(result, ctx);
    const { auth } = result;
    return named(await next({ ctx: { auth, ...extend({ ...ctx, auth }) } }));
  });
}

/** A procedure for a signed-in caller; `ctx.auth` says who. */
export const protectedProcedure = protectedProcedureWith(() => ({}));

/** Gives a failure of the database its name; whatever else a call came to stays as it is. */
function named<Result extends { ok: boolean; error?: TRPCError }>(result: Result): Result {
  if (result.ok) return result;
  const failure = databaseError(result.error?.cause);
  if (failure) throw failure;
  return result;
}
