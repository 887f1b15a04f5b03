import type { EndedBy } from './turn.ts';

/** One turn that has begun and is not over. */
export interface RunningTurn {
  threadId: string;
  /** Ends the turn early. */
  end(by: EndedBy): void;
  /** Resolves when the turn is over and all is stored. */
  done: Promise<void>;
}

/** The turns that run in this process. */
export interface RunningTurns {
  add(turn: RunningTurn): void;
  /** Ends the turns of one thread, or all of them, and waits; whether there were any. */
  end(by: EndedBy, threadId?: string): Promise<boolean>;
  /** Resolves once no turn is left. */
  idle(): Promise<void>;
}

/** Keeps count of the running turns of one server. */
export function createRunningTurns(): RunningTurns {
  const running = new Set<RunningTurn>();
  return {
    add(turn) {
      running.add(turn);
      void turn.done.then(() => running.delete(turn));
    },
    async end(by, threadId) {
      const turns = [...running].filter((turn) => (threadId ?? turn.threadId) === turn.threadId);
      for (const turn of turns) turn.end(by);
      await Promise.all(turns.map((turn) => turn.done));
      return turns.length > 0;
    },
    async idle() {
      while (running.size > 0) {
        await Promise.all(Array.from(running, (turn) => turn.done));
      }
    },
  };
}
