import { z } from 'zod';
import { toolCallSchema } from '../tools/toolbox.ts';
import type { Intent } from '../understand/intent.ts';

const numbers = z.array(z.number());

/** A list of tasks was shown; places ("the first one") mean these numbers, in this order. */
const listing = z.object({
  kind: z.literal('listing'),
  numbers,
  /** Input of `tasks.list` and cursor for the page after it. */
  query: z.record(z.string(), z.unknown()).optional(),
  cursor: z.string().nullish(),
});

/** Calls that wait for the user's yes. */
const pending = z.object({
  kind: z.literal('pending'),
  id: z.string(),
  calls: z.array(toolCallSchema),
  /** The question's words without the question: `Delete #2 "Old errand"`. */
  summary: z.string(),
  numbers,
  /** The widget with the buttons. */
  cardId: z.string(),
});

/** What became of a pending record. */
const settled = z.object({
  kind: z.literal('settled'),
  id: z.string(),
  answer: z.enum(['yes', 'no', 'dropped']),
});

/** Something was asked, and the next message may answer it. */
const question = z.object({
  kind: z.literal('question'),
  about: z.enum(['which', 'title', 'priority', 'due', 'change', 'new-title', 'offer']),
  intent: z.custom<Intent>((value) => z.object({ kind: z.string() }).safeParse(value).success),
  /** The numbers offered, in the order they were listed. */
  numbers: numbers.optional(),
});

/** Tasks were read or written by name; "it" means the last of them. `undo` takes a write back. */
const touched = z.object({
  kind: z.literal('touched'),
  numbers,
  undo: z.object({ calls: z.array(toolCallSchema), summary: z.string() }).optional(),
});

/** What a model called and was answered, as model messages. */
const exchange = z.object({ kind: z.literal('exchange'), messages: z.array(z.unknown()) });

/** A note of the assistant to itself, kept in the thread as a hidden item. */
export const recordSchema = z.discriminatedUnion('kind', [
  listing,
  pending,
  settled,
  question,
  touched,
  exchange,
]);

/** A note of the assistant to itself, kept in the thread as a hidden item. */
export type AssistantRecord = z.infer<typeof recordSchema>;
/** Calls that wait for the user's yes. */
export type Pending = z.infer<typeof pending>;
/** Something that was asked, which the next message may answer. */
export type Question = z.infer<typeof question>;
/** A list of tasks that was shown. */
export type Listing = z.infer<typeof listing>;
/** Tasks that were read or written by name. */
export type Touched = z.infer<typeof touched>;
