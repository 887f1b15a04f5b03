/**
 * A request as Node's servers give it: an `IncomingMessage` or an `Http2ServerRequest`, and what
 * frameworks make of them. Written out, so that these types need no others.
 */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly socket: object;
  readonly readableDidRead: boolean;
  on(event: 'data', listener: (chunk: Uint8Array<ArrayBuffer>) => void): unknown;
  once(event: 'end' | 'close', listener: () => void): unknown;
  once(event: 'error', listener: (error: Error) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  destroy(): unknown;
}

/** The response to a {@link NodeRequest}: a `ServerResponse` or an `Http2ServerResponse`. */
export interface NodeResponse {
  readonly req: { readonly method?: string | undefined };
  readonly writableFinished: boolean;
  strictContentLength?: boolean;
  once(event: 'close', listener: () => void): unknown;
  on(event: 'drain' | 'error', listener: () => void): unknown;
  off(event: 'drain', listener: () => void): unknown;
  setHeader(name: string, value: string | string[]): unknown;
  writeHead(status: number): unknown;
  flushHeaders?(): void;
  write(chunk: Uint8Array): boolean;
  end(): unknown;
  destroy(): unknown;
}
