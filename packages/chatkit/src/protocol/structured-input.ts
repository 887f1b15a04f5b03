import { z } from 'zod';
import { maybe, withDefault } from './lenient.ts';

/** What a person answered to one question. */
export interface QuestionAnswer {
  values: string[];
  skipped: boolean;
}

/** A question with options; a person may still answer with words of their own. */
export interface MultipleChoiceQuestion {
  type: 'multiple_choice';
  id: string;
  question: string;
  answer?: QuestionAnswer | undefined;
  options: { value: string }[];
  /** Whether more than one value may be chosen. @default false */
  multiple?: boolean | undefined;
}

/** A question answered in free words. */
export interface FreeformQuestion {
  type: 'freeform';
  id: string;
  question: string;
  answer?: QuestionAnswer | undefined;
  description?: string | undefined;
}

/** One question of a structured input (protocol A.5). */
export type Question = MultipleChoiceQuestion | FreeformQuestion;

/** The answers a client submits, by question id; unknown ids are ignored. */
export interface StructuredInputSubmission {
  status: 'answered' | 'skipped';
  answers: Record<string, QuestionAnswer>;
}

const answerSchema = z.object({
  values: withDefault(z.array(z.string()), () => []),
  skipped: withDefault(z.boolean(), () => false),
});

const base = { id: z.string(), question: z.string(), answer: maybe(answerSchema) };

/** Schema of {@link Question}. */
export const questionSchema: z.ZodType<Question> = z.discriminatedUnion('type', [
  z.object({
    ...base,
    type: z.literal('multiple_choice'),
    options: z.array(z.object({ value: z.string() })),
    multiple: withDefault(z.boolean(), () => false),
  }),
  z.object({ ...base, type: z.literal('freeform'), description: maybe(z.string()) }),
]);

/** Schema of {@link StructuredInputSubmission}. */
export const structuredInputSubmissionSchema: z.ZodType<StructuredInputSubmission> = z.object({
  status: withDefault(z.enum(['answered', 'skipped']), () => 'answered' as const),
  answers: withDefault(z.record(z.string(), answerSchema), () => ({})),
});
