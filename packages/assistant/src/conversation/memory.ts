import type { TurnInput } from '@parley/chatkit';
import type { ThreadItem } from '@parley/chatkit/protocol';
import type { AssistantContext } from '../context.ts';
import {
  type AssistantRecord,
  type Listing,
  type Pending,
  type Question,
  recordSchema,
  type Touched,
} from './record.ts';

/** What the thread remembers when a turn begins. */
export interface Memory {
  /** Newest first, without the message being answered. */
  items: ThreadItem[];
  /** Waits for a yes and was asked in the turn just before this one. */
  pending: Pending | null;
  /** Asked in the turn just before this one. */
  question: Question | null;
  listing: Listing | null;
  touched: Touched | null;
  /** The last thing shown or touched was a list, so "them" means the list. */
  listingIsNewer: boolean;
}

const WINDOW = 100;

/**
 * Reads what the thread remembers out of its newest 100 items.
 *
 * @param currentId the message being answered; null when a button was pressed.
 */
export async function readMemory(
  turn: TurnInput<AssistantContext>,
  currentId: string | null,
): Promise<Memory> {
  const page = await turn.store.loadItems(
    turn.thread.id,
    { limit: WINDOW, order: 'desc' },
    turn.context,
  );
  const items = page.data.filter((item) => item.id !== currentId);
  return { items, ...fold(items) };
}

function fold(items: ThreadItem[]): Omit<Memory, 'items'> {
  const settled = new Set<string>();
  const found: Omit<Memory, 'items'> = {
    pending: null,
    question: null,
    listing: null,
    touched: null,
    listingIsNewer: false,
  };
  let sameTurn = true;
  for (const item of items) {
    if (item.type === 'user_message') sameTurn = false;
    const record = recordOf(item);
    if (!record) continue;
    if (record.kind === 'settled') settled.add(record.id);
    if (record.kind === 'pending' && sameTurn && !settled.has(record.id)) found.pending ??= record;
    if (record.kind === 'question' && sameTurn) found.question ??= record;
    if (record.kind === 'listing') {
      found.listingIsNewer ||= found.listing === null && found.touched === null;
      found.listing ??= record;
    }
    if (record.kind === 'touched') found.touched ??= record;
  }
  return found;
}

/** The record in an item; null for every other item, and for one of an older form. */
export function recordOf(item: ThreadItem): AssistantRecord | null {
  if (item.type !== 'hidden_context_item') return null;
  return recordSchema.safeParse(item.content).data ?? null;
}
