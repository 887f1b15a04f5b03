import type { TurnInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { UserMessageItem } from '../protocol/item.ts';
import type { StreamingRequest } from '../protocol/request.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import type { Store } from '../store.ts';
import type { Deliveries } from './retries.ts';
import type { Scope } from './scope.ts';

/** A streaming request that has been made ready: all that can fail with a status has been done. */
export interface Opening<Context> {
  thread: ThreadMetadata;
  /** Time of the newest item of the thread; what follows is later. */
  newest?: Date | undefined;
  /** Events before `stream_options`. */
  events: ThreadStreamEvent[];
  /** The hook to run; without it the stream ends after `events`, without `stream_options`. */
  respond?: ((input: TurnInput<Context>) => AsyncIterable<ThreadStreamEvent>) | undefined;
  /** Id of the item that is answered, to know the request again when it is sent once more. */
  answers?: string | undefined;
}

/** One streaming request and who sent it. */
export interface StreamCall<Context> {
  scope: Scope<Context>;
  store: Store<Context>;
  context: Context;
  signal: AbortSignal;
  deliveries: Deliveries;
  isBusy(threadId: string): boolean;
  /**
   * Takes the thread for this turn, and says whether that meant waiting for another turn. It is
   * given back when the turn is over or has failed.
   */
  take(threadId: string): Promise<boolean>;
}

/** The parameters of one streaming operation. */
export type ParamsOf<Type extends StreamingRequest['type']> = Extract<
  StreamingRequest,
  { type: Type }
>['params'];

/** The responder, bound to the message it answers; `null` for what is no message. */
export function answering<Context>(
  item: UserMessageItem | null,
  call: Pick<StreamCall<Context>, 'scope'>,
): NonNullable<Opening<Context>['respond']> {
  return (turn) => call.scope.options.respond({ ...turn, item });
}
