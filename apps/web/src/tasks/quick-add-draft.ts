import type { Priority } from './filters.ts';

/** What is typed into the quick-add row. */
export interface QuickAddDraft {
  title: string;
  date: string;
  time: string;
  priority: Priority;
  tags: string;
}

const empty: QuickAddDraft = { title: '', date: '', time: '', priority: 'medium', tags: '' };
let kept = empty;

/** The draft as it was left; it outlives the row, so a failed page or a look elsewhere keeps it. */
export function readDraft(): QuickAddDraft {
  return kept;
}

/** Keeps the draft in memory, never on disk. */
export function writeDraft(draft: QuickAddDraft): void {
  kept = draft;
}

/** Forgets the draft; also when another person signs in. */
export function clearDraft(): QuickAddDraft {
  kept = empty;
  return kept;
}
