import type { WidgetRoot } from '@parley/chatkit/protocol';

/** An answer with most of what Markdown can do. */
export const ANSWER = `Here is a **plan** for the week. It keeps the mornings free and uses [the calendar](https://example.com/calendar) for the rest.

## Monday

1. Write the outline
2. Ask *Ann* about the numbers
3. ~~Book the room~~ done

- [x] Outline sent
- [ ] Numbers checked

| Task | Due | Priority |
| --- | --- | ---: |
| Outline | Mon 9:00 | high |
| Numbers | Tue | medium |

\`\`\`ts
const week = tasks.filter((task) => task.due < friday);
\`\`\`

> Plans are worthless, but planning is everything.

Inline \`code\`, an entity &amp; an image: ![tracker](https://tracker.example/pixel.png) <script>alert(1)</script>
`;

const TASKS = [
  ['Send the quarterly numbers to Ann', 'high', 'Yesterday', 'danger'],
  ['Book flights to Lisbon', 'medium', 'Today', 'warning'],
  ['Renew the domain before it lapses at the end of the month', 'medium', 'Fri', 'secondary'],
  ['Water the plants', 'low', 'Sat', 'secondary'],
  ['Read the draft of chapter two', 'low', '', 'secondary'],
] as const;

/** A list of tasks as an assistant would show it. */
export function taskList(): WidgetRoot {
  return {
    type: 'ListView',
    status: { text: '5 open tasks', icon: 'check-circle' },
    children: TASKS.map(([title, priority, due, color], at) => ({
      type: 'ListViewItem',
      key: `task-${at}`,
      onClickAction: { type: 'open', payload: { number: at + 1 } },
      children: [
        {
          type: 'Icon',
          name: at === 3 ? 'check-circle-filled' : 'empty-circle',
          color: 'tertiary',
        },
        {
          type: 'Col',
          gap: 0,
          flex: 1,
          children: [
            { type: 'Text', value: title, size: 'sm', truncate: true },
            ...(due === '' ? [] : [{ type: 'Caption' as const, value: due }]),
          ],
        },
        { type: 'Badge', label: priority, color: color as 'danger' },
        {
          type: 'Button',
          label: `Complete ${title}`,
          iconStart: 'check',
          uniform: true,
          size: 'xs',
          variant: 'outline',
          onClickAction: { type: 'complete', payload: { number: at + 1 } },
        },
      ],
    })),
  } as unknown as WidgetRoot;
}

/** A question with two buttons. */
export function confirmCard(): WidgetRoot {
  return {
    type: 'Card',
    size: 'sm',
    children: [
      { type: 'Title', value: 'Delete “Book flights to Lisbon”?', size: 'sm' },
      {
        type: 'Text',
        value: 'Task 2, due today. You can restore it for 30 days.',
        color: 'secondary',
        size: 'sm',
      },
    ],
    confirm: { label: 'Delete', action: { type: 'confirm', payload: { id: 'p1' } } },
    cancel: { label: 'Keep it', action: { type: 'cancel', payload: { id: 'p1' } } },
  } as unknown as WidgetRoot;
}

/** A form with every control, and components nobody knows. */
export function everyControl(title = 'New task'): WidgetRoot {
  return {
    type: 'Card',
    asForm: true,
    size: 'md',
    status: { text: 'Draft', icon: 'write' },
    children: [
      { type: 'Title', value: title },
      { type: 'Label', value: 'Title', fieldName: 'todo.title' },
      { type: 'Input', name: 'todo.title', required: true, placeholder: 'What is to be done?' },
      { type: 'Label', value: 'Notes', fieldName: 'notes' },
      { type: 'Textarea', name: 'notes', rows: 2 },
      {
        type: 'Row',
        gap: 3,
        children: [
          {
            type: 'Select',
            name: 'priority',
            defaultValue: 'medium',
            options: [
              { value: 'low', label: 'Low' },
              { value: 'medium', label: 'Medium' },
              { value: 'high', label: 'High' },
            ],
          },
          { type: 'DatePicker', name: 'due', defaultValue: '2026-03-04T00:00:00Z' },
        ],
      },
      {
        type: 'RadioGroup',
        name: 'when',
        ariaLabel: 'When',
        defaultValue: 'day',
        options: [
          { value: 'day', label: 'All day' },
          { value: 'time', label: 'At a time' },
        ],
      },
      { type: 'Checkbox', name: 'remind', label: 'Remind me', defaultChecked: true },
      { type: 'Divider' },
      {
        type: 'Row',
        children: [
          { type: 'Badge', label: 'new', color: 'info' },
          { type: 'Spacer' },
          { type: 'Caption', value: 'Saved a minute ago' },
        ],
      },
      { type: 'Hologram', children: [{ type: 'Text', value: 'inside something unknown' }] },
      { type: 'Nothing' },
      { type: 'Markdown', value: 'With **care**.' },
      {
        type: 'Row',
        children: [
          {
            type: 'Button',
            label: 'Redraw',
            onClickAction: { type: 'redraw' },
            variant: 'outline',
          },
          {
            type: 'Button',
            label: 'In step',
            onClickAction: { type: 'sync', streaming: false },
            variant: 'outline',
          },
          {
            type: 'Button',
            label: 'In page',
            onClickAction: { type: 'page', handler: 'client', payload: { at: 1 } },
            variant: 'ghost',
            iconStart: 'bolt',
          },
        ],
      },
    ],
    confirm: { label: 'Add task', action: { type: 'add', payload: { source: 'form' } } },
    cancel: { label: 'Not now', action: { type: 'dismiss' } },
  } as unknown as WidgetRoot;
}
