import type { Memory } from '../conversation/memory.ts';
import type { Clock } from '../dates/due-date.ts';
import type { Toolbox } from '../tools/toolbox.ts';

/** Everything an answer is made from. */
export interface Session {
  toolbox: Toolbox;
  clock: Clock;
  memory: Memory;
  userName: string;
  /**
   * Id of the message being answered; the ids of new tasks derive from it, so a retry adds none.
   */
  seed: string;
  /** When that message was sent, as an ISO instant. */
  askedAt: string;
}
