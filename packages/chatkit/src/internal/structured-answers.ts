import { NotAllowedError } from '../errors.ts';
import type { StructuredInputItem, ThreadItem } from '../protocol/item.ts';
import type {
  Question,
  QuestionAnswer,
  StructuredInputSubmission,
} from '../protocol/structured-input.ts';
import { isEqual } from './equal.ts';

/**
 * The item as it is once answered (protocol A.6).
 *
 * Answers to unknown questions are ignored, missing ones read as skipped, and a single choice
 * keeps its first value. Values need not be among the options.
 *
 * @throws NotAllowedError when the item is not a structured input that waits for answers.
 */
export function answerStructuredInput(
  item: ThreadItem,
  submission: StructuredInputSubmission,
): StructuredInputItem {
  if (item.type !== 'structured_input' || item.status !== 'pending') {
    throw new NotAllowedError('The item does not wait for answers');
  }
  const skipped = submission.status === 'skipped';
  const inputs = item.inputs.map((question) => ({
    ...question,
    answer: answerOf(question, skipped ? {} : submission.answers),
  }));
  return { ...item, status: submission.status, inputs };
}

/** Whether an item is what this submission has made of it before. */
export function isAnsweredAlike(item: ThreadItem, submission: StructuredInputSubmission): boolean {
  if (item.type !== 'structured_input' || item.status === 'pending') return false;
  return isEqual(item, answerStructuredInput({ ...item, status: 'pending' }, submission));
}

function answerOf(question: Question, answers: Record<string, QuestionAnswer>): QuestionAnswer {
  const given = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
  if (given === undefined || given.skipped || given.values.length === 0) {
    return { values: [], skipped: true };
  }
  const single = question.type === 'multiple_choice' && question.multiple !== true;
  return { values: single ? given.values.slice(0, 1) : given.values, skipped: false };
}
