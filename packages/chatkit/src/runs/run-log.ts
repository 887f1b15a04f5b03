/** Whose run it is, and on which thread. */
export interface NewRun {
  id: string;
  owner: string;
  threadId: string;
}

/** What a log knows of a run. */
export interface RunRecord extends NewRun {
  /** The number of its last event; 0 when there is none. */
  last: number;
  /** Whether the run has ended; nothing is appended any more. */
  isOver: boolean;
}

/** Consecutive events of a run. */
export interface RunPage {
  /** Events as JSON, from the one after the cursor on. */
  events: string[];
  /** True when the run is over and these are its last events. */
  isOver: boolean;
}

/**
 * Where the events of running answers are kept, so that a client can come back to them. It is no
 * history: what is said is in the `Store`, and a run may be forgotten soon after it is over.
 *
 * The events of a run are numbered 1, 2, 3 …; a cursor is the number of the last event somebody
 * has. One process writes a run; any process may read it or ask for its end, if the log is shared.
 * In SQL: a table of runs, one of events keyed by (run, number), LISTEN/NOTIFY; in Redis: a hash
 * and a stream for each run, and its publish/subscribe.
 *
 * An implementation must:
 * - number without gaps, and let `append` succeed only for the writer that knows the last number;
 * - make events readable before it wakes who has subscribed, and wake for every `append` and `end`;
 * - keep a run while it is not over, and for as long after as a client needs to come back;
 * - drop the oldest events of a run, never later ones, when it has to bound what it keeps.
 *
 * It may wake without reason, and wake once for several changes. It must not call a listener after
 * its subscription was ended, nor let one listener's failure keep others from being called. The
 * suite `runLogContract` of `@parley/chatkit/testing/contract` checks all of it.
 */
export interface RunLog {
  /** Begins a run without events. Ids are never used twice. */
  create(run: NewRun): Promise<void>;
  /**
   * Adds events after the one numbered `after`.
   *
   * @throws ChatKitError when the run is over, unknown, or its last event is another one.
   */
  append(runId: string, after: number, events: readonly string[]): Promise<void>;
  /** Ends a run; one that is over or unknown stays as it is. */
  end(runId: string): Promise<void>;
  /** The run of that id, also for some time after it is over. */
  find(runId: string): Promise<RunRecord | undefined>;
  /** The newest run of an owner's thread, unless it is over. */
  findCurrent(owner: string, threadId: string): Promise<RunRecord | undefined>;
  /**
   * Up to `limit` events after a cursor; 0 is the beginning. `undefined` when the run is unknown or
   * does not hold the event after the cursor, because it was dropped or the cursor is of no event.
   */
  read(runId: string, after: number, limit: number): Promise<RunPage | undefined>;
  /**
   * Calls `listener` after each change: for `events` when there is something to read or the run is
   * over, for `stop` when its end was asked for, also if that was before. Resolves when no change
   * can be missed any more, with a function that ends the subscription.
   */
  subscribe(runId: string, topic: 'events' | 'stop', listener: () => void): Promise<() => void>;
  /** Asks the process that writes the run to end it. */
  requestStop(runId: string): Promise<void>;
  /** Says that the writer of the run is alive; `append` says it too. */
  renew(runId: string): Promise<void>;
  /**
   * Makes the caller the writer of a run that is not over and whose writer has given no sign of
   * life for `silentMs`, by the log's own clock. True for one caller alone.
   */
  takeOver(runId: string, silentMs: number): Promise<boolean>;
}
