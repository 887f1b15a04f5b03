/** One turn whose stream is open. */
export interface RunningTurn {
  threadId: string;
  /** Ends the turn as if its client had left, tells the client, and resolves once all is stored. */
  interrupt(): Promise<void>;
  /** Resolves when the turn is over and all is stored. */
  done: Promise<void>;
}

/** The turns whose streams are open, in this process. */
export interface RunningTurns {
  add(turn: RunningTurn): void;
  /** Ends the turns of one thread, or all of them. */
  interrupt(threadId?: string): Promise<void>;
  /** Resolves once no turn is left. */
  idle(): Promise<void>;
}

/** Keeps count of the running turns of one server. */
export function createRunningTurns(): RunningTurns {
  const running = new Set<RunningTurn>();

  async function idle(): Promise<void> {
    while (running.size > 0) {
      await Promise.all(Array.from(running, (turn) => turn.done));
    }
  }

  return {
    idle,
    add(turn) {
      running.add(turn);
      void turn.done.then(() => running.delete(turn));
    },
    async interrupt(threadId) {
      const turns = [...running].filter((turn) => (threadId ?? turn.threadId) === turn.threadId);
      await Promise.all(turns.map((turn) => turn.interrupt()));
    },
  };
}
