import type { StructuredInputItem, WidgetItem } from '../protocol/item.ts';
import type { Question } from '../protocol/structured-input.ts';
import type { Task } from '../protocol/task.ts';

/** What goes before a generated image. */
export const imageText = 'This image was made for the user and shown:';

/** What a model is told of a widget: what the person saw, without when it was made. */
export function widgetText({ widget }: WidgetItem): string {
  return `The user was shown this widget:\n${JSON.stringify(widget)}`;
}

/**
 * What a model is told of hidden context.
 *
 * @throws TypeError for anything but a string: what it means, only the application knows.
 */
export function hiddenText(content: unknown): string {
  if (typeof content !== 'string') {
    throw new TypeError('no override says what hidden context that is no string means');
  }
  const intro = 'Context for you that the user does not see:';
  // What is inside must not be able to end the block.
  const inside = content.replaceAll('</hidden-context', '<\\/hidden-context');
  return `${intro}\n<hidden-context>\n${inside}\n</hidden-context>`;
}

/** What a model is told of tasks: the words of custom ones; `null` when there are none. */
export function taskText(tasks: readonly Task[]): string | null {
  const lines = tasks.flatMap((task) => {
    if (task.type !== 'custom') return [];
    const words = [task.title, task.content].filter((text) => text !== undefined && text !== '');
    return words.length === 0 ? [] : [`- ${words.join(': ')}`];
  });
  return lines.length === 0 ? null : `The user was shown these steps of work:\n${lines.join('\n')}`;
}

/** What a model is told of questions: their status, and a line for each with its answer. */
export function structuredInputText({ status, inputs }: StructuredInputItem): string {
  const lines = inputs.map((question) => `- ${question.question} ${answerText(question)}`);
  return [`The user was asked these questions (${status}):`, ...lines].join('\n');
}

function answerText({ answer }: Question): string {
  if (answer === undefined) return '(no answer yet)';
  return answer.skipped || answer.values.length === 0 ? '(skipped)' : answer.values.join(', ');
}
