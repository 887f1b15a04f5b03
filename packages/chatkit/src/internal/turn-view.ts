import { NotFoundError } from '../errors.ts';
import type { ThreadItem } from '../protocol/item.ts';
import { isHidden, threadItemSchema } from '../protocol/item.ts';
import type { Turn } from './turn.ts';

/** What the client of one turn sees under which id, and what is kept from it. */
export interface TurnView {
  /** An item has been announced. */
  announce(item: ThreadItem): void;
  /** An item has been stored. */
  settle(item: ThreadItem): void;
  forget(itemId: string): void;
  /** Whether something hidden is being written under the id. */
  hides(itemId: string): boolean;
  /** Whether the client sees an item of that id, from this turn or from before. */
  shows(itemId: string): Promise<boolean>;
  /** Whether the item of that id is one the client must not hear of. */
  conceals(itemId: string): Promise<boolean>;
  /**
   * An item as it is to be stored and sent: one that is shown already keeps its time, and with it
   * its place in the thread. Items from before this turn are looked up for a replacement only.
   */
  inPlace(item: ThreadItem, isReplacement: boolean): Promise<ThreadItem>;
}

/** Begins the view of a turn; `threadId` is where it works, whatever the responder makes of it. */
export function createTurnView<Context>(
  threadId: string,
  { store, context }: Pick<Turn<Context>, 'store' | 'context'>,
): TurnView {
  /** Ids under which the client has been shown something in this turn. */
  const shown = new Set<string>();
  /** Ids under which something hidden is being written. */
  const hidden = new Set<string>();
  /** Times of the items that were stored in this turn and are shown. */
  const times = new Map<string, string>();

  async function stored(itemId: string): Promise<ThreadItem | undefined> {
    const row = await store.loadItem(threadId, itemId, context).catch((error: unknown) => {
      // A store that fails does not know whether the item is hidden.
      if (!(error instanceof NotFoundError)) throw error;
    });
    const item = threadItemSchema.safeParse(row);
    return item.success ? item.data : undefined;
  }

  function announce(item: ThreadItem): void {
    if (isHidden(item)) hidden.add(item.id);
    else {
      hidden.delete(item.id);
      shown.add(item.id);
    }
  }

  return {
    announce,
    settle(item) {
      announce(item);
      if (isHidden(item)) {
        shown.delete(item.id);
        times.delete(item.id);
      } else times.set(item.id, item.created_at);
    },
    forget(itemId) {
      shown.delete(itemId);
      hidden.delete(itemId);
      times.delete(itemId);
    },
    hides: (itemId) => hidden.has(itemId),
    async shows(itemId) {
      if (shown.has(itemId)) return true;
      const item = await stored(itemId);
      return item !== undefined && !isHidden(item);
    },
    async conceals(itemId) {
      if (shown.has(itemId)) return false;
      if (hidden.has(itemId)) return true;
      const item = await stored(itemId);
      return item !== undefined && isHidden(item);
    },
    async inPlace(item, isReplacement) {
      if (isHidden(item)) return item;
      let time = times.get(item.id);
      if (time === undefined && isReplacement) {
        const before = await stored(item.id);
        if (before !== undefined && !isHidden(before)) time = before.created_at;
      }
      return time === undefined || time === item.created_at ? item : { ...item, created_at: time };
    },
  };
}
