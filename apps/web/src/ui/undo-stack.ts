/** An undo on offer. Running or dropping it twice does nothing the second time. */
export interface UndoEntry {
  run(): void;
  drop(): void;
}

/** The undos on offer, newest first to run. */
export interface UndoStack {
  push(undo: () => void): UndoEntry;
  /** Runs the newest undo. False when there is none. */
  undoLatest(): boolean;
  clear(): void;
}

/** Keeps undos in the order they were offered, so that Ctrl+Z reaches the latest one. */
export function createUndoStack(): UndoStack {
  let entries: UndoEntry[] = [];
  return {
    push(undo) {
      const entry: UndoEntry = {
        run() {
          if (!entries.includes(entry)) return;
          entry.drop();
          undo();
        },
        drop() {
          entries = entries.filter((other) => other !== entry);
        },
      };
      entries = [...entries, entry];
      return entry;
    },
    undoLatest() {
      const latest = entries.at(-1);
      latest?.run();
      return latest !== undefined;
    },
    clear() {
      entries = [];
    },
  };
}
