import type { Intent } from '../understand/intent.ts';

const LONGEST = 60;

/**
 * A title for a thread from its first message: the task it adds, or the message, cut to 60
 * characters.
 */
export function threadTitle(message: string, intent: Intent | null): string {
  const draft = intent?.kind === 'add' ? intent.drafts[0]?.title : '';
  const text = (draft || message).replace(/\s+/g, ' ').trim().toWellFormed();
  if (text.length <= LONGEST) return text;
  const cut = text
    .slice(0, LONGEST - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
  return `${cut.replace(/\s+\S*$/, '') || cut}…`;
}
