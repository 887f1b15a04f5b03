import type { ActionInput, RespondInput, Store } from '@parley/chatkit';
import { CustomStreamError } from '@parley/chatkit';
import type { ThreadItem, ThreadStreamEvent, WidgetRoot } from '@parley/chatkit/protocol';
import type { Owner } from './site.ts';
import { ANSWER, confirmCard, everyControl, taskList } from './samples.ts';

/** Answers each of the test messages in its own way; anything else is echoed. */
export async function* respond(input: RespondInput<Owner>): AsyncIterable<ThreadStreamEvent> {
  const text = (input.item?.content ?? []).map((part) => part.text).join('');
  if (input.thread.title === undefined) input.thread.title = text.slice(0, 40) || 'Untitled';
  if (input.item === null) return yield done(message(input, 'Thank you.'));
  switch (text) {
    case 'tell me more':
      yield { type: 'progress_update', text: 'Looking at your tasks', icon: 'search' };
      return yield* stream(input, ANSWER);
    case 'show my tasks':
      yield* stream(input, 'You have **five** open tasks. The first one is overdue.');
      return yield done(widget(input, taskList()));
    case 'delete it':
      yield* stream(input, 'This cannot be taken back.');
      return yield done(widget(input, confirmCard()));
    case 'controls':
      return yield done(widget(input, everyControl()));
    case 'wait':
      yield { type: 'thread.item.added', item: message(input, 'Once upon a time') };
      await new Promise((resolve) => input.signal.addEventListener('abort', resolve));
      return;
    case 'fail':
      throw new CustomStreamError('The quota is used up.', { allowRetry: true });
    case 'where am I':
      return yield done(toolCall(input, 'get_place'));
    case 'where and when':
      yield done(toolCall(input, 'get_place'));
      return yield done(toolCall(input, 'get_time'));
    case 'flash':
      yield { type: 'client_effect', name: 'flash', data: { color: 'green' } };
      return yield* stream(input, 'Done.');
    case 'think':
      return yield* think(input);
    case 'ask me':
      return yield done({
        type: 'structured_input',
        ...base(input, 'message'),
        status: 'pending',
        inputs: [
          {
            type: 'multiple_choice',
            id: 'q1',
            question: 'Which day?',
            options: [{ value: 'Monday' }, { value: 'Friday' }],
            multiple: false,
          },
        ],
      });
    case 'lock':
      input.thread.status = { type: 'locked', reason: 'Waiting for a colleague' };
      return yield* stream(input, 'Locked.');
    case 'notice':
      yield {
        type: 'notice',
        level: 'warning',
        title: 'Nearly full',
        message: 'Two messages are left **today**.',
      };
      return yield* stream(input, 'Noted.');
    default:
      return yield* stream(input, `You said: ${text}`);
  }
}

function toolCall(input: RespondInput<Owner>, name: string): ThreadItem {
  return {
    type: 'client_tool_call',
    ...base(input, 'tool_call'),
    status: 'pending',
    call_id: `call_${name}`,
    name,
    arguments: { precise: true },
  };
}

/** Answers widget actions: `rename` redraws the sender, anything else gets a sentence. */
export async function* act(input: ActionInput<Owner>): AsyncIterable<ThreadStreamEvent> {
  const { action, sender } = input;
  if (action.type === 'redraw' && sender !== null) {
    const item = { ...sender, widget: everyControl('Redrawn') };
    yield { type: 'thread.item.replaced', item };
    return;
  }
  yield* stream(input, `Action ${action.type}: ${JSON.stringify(action.payload)}`);
}

/** Answers actions that need no stream. */
export async function syncAct(input: ActionInput<Owner>): Promise<ThreadItem | null> {
  return input.sender === null ? null : { ...input.sender, widget: everyControl('In step') };
}

async function* think(input: RespondInput<Owner>): AsyncIterable<ThreadStreamEvent> {
  const item = { type: 'workflow' as const, ...base(input, 'workflow') };
  const tasks = [
    {
      type: 'thought' as const,
      title: 'Reading the list',
      content: 'Two are late.',
      status_indicator: 'complete' as const,
    },
    {
      type: 'web_search' as const,
      title: 'Searching',
      queries: ['weather Oslo'],
      sources: [],
      status_indicator: 'complete' as const,
    },
  ];
  yield {
    type: 'thread.item.added',
    item: { ...item, workflow: { type: 'reasoning', tasks: [], expanded: false } },
  };
  for (const [task_index, task] of tasks.entries()) {
    yield {
      type: 'thread.item.updated',
      item_id: item.id,
      update: { type: 'workflow.task.added', task_index, task },
    };
  }
  yield done({
    ...item,
    workflow: { type: 'reasoning', tasks, summary: { duration: 4 }, expanded: false },
  });
  yield* stream(input, 'I looked at everything.');
}

type Input = Pick<RespondInput<Owner>, 'thread' | 'generateId' | 'now'> & { store?: Store<Owner> };

function base(input: Input, kind: 'message' | 'tool_call' | 'workflow') {
  const created_at = input.now().toISOString();
  return { id: input.generateId(kind), thread_id: input.thread.id, created_at };
}

function message(input: Input, text: string): ThreadItem {
  const content = [{ type: 'output_text' as const, text, annotations: [] }];
  return { type: 'assistant_message', ...base(input, 'message'), content };
}

function widget(input: Input, root: WidgetRoot): ThreadItem {
  return { type: 'widget', ...base(input, 'message'), widget: root };
}

function done(item: ThreadItem): ThreadStreamEvent {
  return { type: 'thread.item.done', item };
}

async function* stream(input: Input, text: string): AsyncIterable<ThreadStreamEvent> {
  const item = message(input, text);
  if (item.type !== 'assistant_message') return;
  const part = { type: 'output_text' as const, text: '', annotations: [] };
  yield { type: 'thread.item.added', item: { ...item, content: [] } };
  yield {
    type: 'thread.item.updated',
    item_id: item.id,
    update: { type: 'assistant_message.content_part.added', content_index: 0, content: part },
  };
  for (const delta of text.match(/[\s\S]{1,24}/g) ?? []) {
    yield {
      type: 'thread.item.updated',
      item_id: item.id,
      update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta },
    };
  }
  yield done(item);
}
