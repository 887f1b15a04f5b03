import type { Question, StructuredInputItem } from '../core/wire.ts';
import type { ViewContext } from './context.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';

/** Questions of the assistant: a form while pending, the answers afterwards. */
export function structuredInput(
  item: StructuredInputItem,
  isBusy: boolean,
  context: ViewContext,
): VNode {
  const { strings } = context;
  if (item.status !== 'pending') return answered(item, context);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (isBusy) return;
    const answers = answersOf(event.currentTarget as HTMLFormElement, item.inputs);
    context.run(() => context.chat.answer(item.id, { status: 'answered', answers }));
  };
  const skip = (): void =>
    context.run(() => context.chat.answer(item.id, { status: 'skipped', answers: {} }));
  return h(
    'form',
    { class: 'questions', part: 'questions', onsubmit: submit },
    item.inputs.map((question) => field(question, item.id, context)),
    h(
      'div',
      { class: 'form-actions' },
      h(
        'button',
        {
          type: 'button',
          class: 'button soft',
          'aria-disabled': String(isBusy),
          onclick: isBusy ? undefined : skip,
        },
        strings.skip,
      ),
      h(
        'button',
        { type: 'submit', class: 'button', 'aria-disabled': String(isBusy) },
        strings.submit,
      ),
    ),
  );
}

function field(question: Question, itemId: string, context: ViewContext): VNode {
  const name = `${itemId}-${question.id}`;
  const input = (placeholder: string): VNode =>
    h('input', {
      class: 'control',
      type: 'text',
      name: `${name}-text`,
      'aria-label': `${question.question} ${placeholder}`,
      placeholder,
    });
  return h(
    'fieldset',
    { key: question.id },
    h('legend', null, question.question),
    question.description && h('p', { class: 'caption' }, question.description),
    question.type === 'multiple_choice'
      ? (question.options ?? []).map(({ value }) =>
          h(
            'label',
            { class: 'choice', key: value },
            h('input', {
              type: question.multiple === true ? 'checkbox' : 'radio',
              name,
              'data-value': value,
            }),
            h('span', null, value),
          ),
        )
      : null,
    input(
      question.type === 'multiple_choice'
        ? context.strings.otherAnswer
        : context.strings.yourAnswer,
    ),
  );
}

function answersOf(
  form: HTMLFormElement,
  questions: readonly Question[],
): Record<string, { values: string[]; skipped: boolean }> {
  const fieldsets = [...form.querySelectorAll('fieldset')];
  return Object.fromEntries(
    questions.map((question, at) => {
      const inputs = [...(fieldsets[at]?.querySelectorAll('input') ?? [])];
      const picked = inputs.flatMap((input) =>
        input.checked && input.type !== 'text' ? (input.dataset['value'] ?? []) : [],
      );
      const written = inputs.find((input) => input.type === 'text')?.value.trim() ?? '';
      // Words of one's own replace a single choice and join several.
      const values =
        written === '' ? picked : question.multiple === true ? [...picked, written] : [written];
      return [question.id, { values, skipped: values.length === 0 }];
    }),
  );
}

function answered(item: StructuredInputItem, context: ViewContext): VNode {
  return h(
    'dl',
    { class: 'questions answered', part: 'questions' },
    item.inputs.map(({ id, question, answer }) => {
      const values = answer?.values ?? [];
      const skipped = item.status === 'skipped' || answer?.skipped === true || values.length === 0;
      return h(
        'div',
        { key: id },
        h('dt', null, question),
        h('dd', null, skipped ? context.strings.skipped : values.join(', ')),
      );
    }),
  );
}
