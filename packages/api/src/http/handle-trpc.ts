import { getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY, TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { ApiContext } from '../context.ts';
import { ApiError, authError } from '../errors.ts';
import { proceduresOf } from '../procedures.ts';
import { appRouter } from '../router.ts';
import { readRequest } from './read-request.ts';
import type { AcceptedRequest } from './read-request.ts';

const procedures = proceduresOf(appRouter);

/** A call that failed, for the log. Inputs are left out on purpose: they are the user's words. */
export interface ApiFailure {
  requestId: string;
  /** The procedure asked for, `''` when the request never named one. */
  path: string;
  code: TRPC_ERROR_CODE_KEY;
  httpStatus: number;
  /** The whole error with its cause, of which the caller saw only an allow-listed part. */
  error: TRPCError;
}

/** What {@link handleTrpc} needs. */
export interface HandleTrpcOptions {
  /** The context of this request, from `createApiContextFactory`. */
  context: ApiContext;
  /** Path under which the API lives, without trailing slash. @default '/api/trpc' */
  endpoint?: string | undefined;
  /** Told of every failed call, 4xx too. */
  onError?: ((failure: ApiFailure) => void) | undefined;
}

/**
 * Answers one API request. Never throws.
 *
 * Beside tRPC's HTTP format it promises: `WWW-Authenticate` on every 401 and `Retry-After` on every
 * 503, also for batches and for subscriptions, which are refused before the stream opens;
 * `Cache-Control: no-store`; sizes bounded by `limits`; and no path outside of `endpoint`.
 */
export async function handleTrpc(request: Request, options: HandleTrpcOptions): Promise<Response> {
  const { context, endpoint = '/api/trpc', onError } = options;
  const report = (error: TRPCError, path = ''): void =>
    onError?.({
      requestId: context.requestId,
      path,
      code: error.code,
      httpStatus: getHTTPStatusCodeFromError(error),
      error,
    });

  try {
    const accepted = await readRequest(request, endpoint);
    const refusal = await refuseCalls(accepted, context);
    if (refusal) throw refusal;
    const response = await fetchRequestHandler({
      router: appRouter,
      endpoint,
      req: accepted.request,
      createContext: () => context,
      onError: ({ error, path }) => report(error, path),
      responseMeta: ({ errors }) => (errors.length === 0 ? {} : { headers: headersOf(errors) }),
    });
    return withoutStore(response);
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    report(error);
    return answerError(error, context);
  }
}

/** Finds what tRPC would notice too late: when the status is sent, or no context exists. */
async function refuseCalls(
  { paths, isBatch }: AcceptedRequest,
  context: ApiContext,
): Promise<ApiError | null> {
  const types = new Set(paths.flatMap((path) => procedures.get(path)?.type ?? []));
  if (types.size > 1 || (isBatch && types.has('subscription')))
    return new ApiError({
      code: 'BAD_REQUEST',
      message: 'A batch holds only queries or only mutations.',
    });
  if (!types.has('subscription')) return null;
  const result = await context.authenticate();
  return result.kind === 'signed-in' ? null : authError(result, context);
}

function headersOf(errors: readonly TRPCError[]): Headers {
  const headers = new Headers();
  for (const error of errors) {
    if (!(error instanceof ApiError)) continue;
    for (const [name, value] of Object.entries(error.headers)) headers.set(name, value);
  }
  return headers;
}

function answerError(error: TRPCError, ctx: ApiContext): Response {
  const shape = getTRPCErrorShape({
    // oxlint-disable-next-line no-underscore-dangle -- tRPC's name
    config: appRouter._def._config,
    error,
    type: 'unknown',
    path: undefined,
    input: undefined,
    ctx,
  });
  const headers = headersOf([error]);
  headers.set('content-type', 'application/json');
  return withoutStore(
    new Response(JSON.stringify({ error: shape }), { status: shape.data.httpStatus, headers }),
  );
}

function withoutStore(response: Response): Response {
  const isStream = response.headers.get('content-type') === 'text/event-stream';
  response.headers.set('cache-control', isStream ? 'no-store, no-transform' : 'no-store');
  return response;
}
