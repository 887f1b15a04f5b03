import type { AppCaller } from '@parley/api';
import type { ActionInput, RespondInput } from '@parley/chatkit';
import type { ThreadStreamEvent } from '@parley/chatkit/protocol';

/** Who is being answered. The server makes it from a verified token; a message cannot change it. */
export interface AssistantContext {
  userId: string;
  userName: string;
  /** Calls procedures with the rights of this user. */
  caller: AppCaller;
  /** IANA name. */
  timeZone: string;
  /** BCP 47 tag; decides whether 3/4 is in March or in April. */
  locale: string;
  requestId: string;
}

/** Answers messages and the actions of its own widgets. */
export interface Assistant {
  /** `offline assistant`, or the model as `provider/name`. */
  label: string;
  respond(input: RespondInput<AssistantContext>): AsyncIterable<ThreadStreamEvent>;
  action(input: ActionInput<AssistantContext>): AsyncIterable<ThreadStreamEvent>;
}
