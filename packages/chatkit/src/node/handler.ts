import { isExpected, errorReply } from '../internal/replies.ts';
import type { NodeRequest, NodeResponse } from './node-types.ts';
import { readRequest } from './request.ts';
import { sendResponse } from './send-response.ts';

/** Options of {@link createNodeHandler}. */
export interface NodeHandlerOptions {
  /**
   * Scheme, host and port of `request.url`, such as `https://chat.example`. By default they are
   * read from the `Host` header and from whether the connection itself is encrypted. Headers of
   * proxies (`Forwarded`, `X-Forwarded-*`) are never read: anybody can send them.
   */
  origin?: string;
  /** Told of every failure of the handler and of its response's body. Must not throw. */
  onError?(error: unknown): void;
}

/** A listener for `node:http` and a handler for Express; Fastify gives it its raw objects. */
export type NodeHandler<Incoming extends NodeRequest> = (
  incoming: Incoming,
  outgoing: NodeResponse,
) => Promise<void>;

/**
 * Serves a web-standard handler, such as one that calls `handle`, from Node's HTTP servers.
 *
 * `request.signal` is aborted when the connection closes before the response is complete. The
 * response's body is read no faster than the client takes it, and cancelled when the client has
 * gone. Of repeated request headers Node's rules hold: lists are joined, and of a field that must
 * be single the first counts. Mount the handler before any parser of bodies.
 *
 * The promise never rejects: a handler that throws is answered with 500 and told to `onError`.
 *
 * @param fetch Answers one request. It is given Node's request too, for what a framework has put
 *   on it, such as `user`.
 * @throws TypeError for an `origin` that is none.
 * @example
 * createServer(createNodeHandler((request) => chatkit.handle(request, { userId: 'demo' })));
 */
export function createNodeHandler<Incoming extends NodeRequest>(
  fetch: (request: Request, incoming: Incoming) => Promise<Response> | Response,
  options: NodeHandlerOptions = {},
): NodeHandler<Incoming> {
  const { origin, onError = () => {} } = options;
  if (origin !== undefined && new URL(origin).origin !== origin) {
    throw new TypeError('origin must be a scheme, a host and perhaps a port, and nothing more');
  }
  // Nothing else need hold a request once it is read, and the signal of one that is collected as
  // garbage is never aborted.
  const open = new Set<Request>();

  return async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) gone.abort();
    });
    // Of a write that crosses the client's leaving; `close` follows it, and is acted on above.
    outgoing.on('error', () => {});
    let request: Request | undefined;
    let response: Response;
    try {
      request = readRequest(incoming, origin, gone.signal);
      open.add(request);
      response = await fetch(request, incoming);
    } catch (error) {
      if (!isExpected(error)) onError(error);
      response = errorReply(error);
    }
    try {
      await sendResponse(response, outgoing, gone.signal);
    } catch (error) {
      onError(error);
      // The client must see that this is not the whole answer.
      outgoing.destroy();
    } finally {
      if (request !== undefined) open.delete(request);
    }
  };
}
