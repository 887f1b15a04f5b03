import { describe, expect, it } from 'vitest';
import { applyEvent, emptyConversation, mergeNewest, prependItems } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import type {
  Annotation,
  AssistantMessageItem,
  ItemUpdate,
  StreamEvent,
  Task,
  ThreadItem,
  WidgetItem,
  WorkflowItem,
} from './wire.ts';

const created_at = '2026-03-01T10:00:00Z';

function said(id: string, text: string): AssistantMessageItem {
  return { type: 'assistant_message', id, created_at, content: [{ type: 'output_text', text }] };
}

function asked(id: string): ThreadItem {
  return { type: 'user_message', id, created_at, content: [{ type: 'input_text', text: id }] };
}

function annotation(title: string): Annotation {
  return { type: 'annotation', source: { type: 'url', title } };
}

function task(title: string): Task {
  return { type: 'custom', title };
}

function ids(conversation: Conversation): string[] {
  return conversation.items.map(({ id }) => id);
}

function run(...events: StreamEvent[]): Conversation {
  return events.reduce(applyEvent, emptyConversation);
}

function patched(item: ThreadItem, ...updates: ItemUpdate[]): ThreadItem | undefined {
  const added: StreamEvent = { type: 'thread.item.added', item };
  const events = updates.map((update): StreamEvent => ({
    type: 'thread.item.updated',
    item_id: item.id,
    update,
  }));
  return run(added, ...events).items[0];
}

describe('items', () => {
  it('are added, replaced in place when done, changed in kind, and removed', () => {
    const after = run(
      { type: 'thread.item.added', item: said('a', '') },
      { type: 'thread.item.added', item: said('b', 'x') },
      { type: 'thread.item.done', item: said('a', 'full') },
      {
        type: 'thread.item.replaced',
        item: { ...said('b', ''), type: 'end_of_turn' } as ThreadItem,
      },
    );
    expect(after.items.map(({ id, type }) => [id, type])).toEqual([
      ['a', 'assistant_message'],
      ['b', 'end_of_turn'],
    ]);
    expect(applyEvent(after, { type: 'thread.item.removed', item_id: 'a' }).items).toHaveLength(1);
  });

  it('are left out when they are hidden or of a kind unknown here', () => {
    const odd = ['hidden_context_item', 'sdk_hidden_context', 'hologram'].map((type) => ({
      type: 'thread.item.done' as const,
      item: { type, id: type, created_at } as unknown as ThreadItem,
    }));
    expect(run(...odd).items).toEqual([]);
  });

  it('keep the key of the pending message they take the place of', () => {
    const pending = { key: 'sent-1', item: asked('sent-1') as never };
    const after = applyEvent(
      { ...emptyConversation, pending },
      { type: 'thread.item.done', item: asked('msg_9') },
    );
    expect(after.pending).toBeNull();
    expect(after.keys).toEqual({ msg_9: 'sent-1' });
  });
});

describe('an answer', () => {
  it('grows by deltas and pads parts that are ahead', () => {
    const item = patched(
      { ...said('a', ''), content: [] },
      { type: 'assistant_message.content_part.text_delta', content_index: 1, delta: 'Hé' },
      { type: 'assistant_message.content_part.text_delta', content_index: 1, delta: 'llo' },
    ) as AssistantMessageItem;
    expect(item.content.map(({ text }) => text)).toEqual(['', 'Héllo']);
  });

  it('takes annotations at their index and a finished part as a whole', () => {
    const part = 'assistant_message.content_part' as const;
    const item = patched(
      said('a', 'x'),
      {
        type: `${part}.annotation_added`,
        content_index: 0,
        annotation_index: 0,
        annotation: annotation('2'),
      },
      {
        type: `${part}.annotation_added`,
        content_index: 0,
        annotation_index: 0,
        annotation: annotation('1'),
      },
      {
        type: `${part}.annotation_added`,
        content_index: 0,
        annotation_index: 9,
        annotation: annotation('3'),
      },
    ) as AssistantMessageItem;
    expect(item.content[0]?.annotations?.map(({ source }) => source.title)).toEqual([
      '1',
      '2',
      '3',
    ]);
    const done = patched(item, {
      type: `${part}.done`,
      content_index: 0,
      content: { type: 'output_text', text: 'end' },
    }) as AssistantMessageItem;
    expect(done.content).toEqual([{ type: 'output_text', text: 'end' }]);
  });

  it('ignores indices no answer can have', () => {
    const before = said('a', 'x');
    for (const content_index of [-1, 1.5, 1e9]) {
      const type = 'assistant_message.content_part.text_delta';
      expect(patched(before, { type, content_index, delta: 'y' })).toBe(before);
    }
  });
});

describe('a widget', () => {
  const item: WidgetItem = {
    type: 'widget',
    id: 'w',
    created_at,
    widget: {
      type: 'Card',
      children: [
        { type: 'Transition', children: { type: 'Text', id: 't', value: 'a', streaming: true } },
      ],
    },
  };

  it('streams text into a node at any depth, through single children too', () => {
    const type = 'widget.streaming_text.value_delta';
    const after = patched(
      item,
      { type, component_id: 't', delta: 'b', done: false },
      { type, component_id: 't', delta: 'c', done: true },
      { type, component_id: 'unknown', delta: 'd' },
    );
    expect(JSON.stringify(after)).toContain('"value":"abc","streaming":false');
  });

  it('replaces its root, or one node', () => {
    const widget = { type: 'Basic' };
    expect(patched(item, { type: 'widget.root.updated', widget })).toMatchObject({ widget });
    const component = { type: 'Badge', label: 'x' };
    const one = patched(item, { type: 'widget.component.updated', component_id: 't', component });
    expect(JSON.stringify(one)).toContain('"children":{"type":"Badge","label":"x"}');
  });
});

describe('other items', () => {
  it('collect and replace tasks', () => {
    const item: WorkflowItem = {
      type: 'workflow',
      id: 'w',
      created_at,
      workflow: { type: 'custom', tasks: [] },
    };
    const after = patched(
      item,
      { type: 'workflow.task.added', task_index: 0, task: task('1') },
      { type: 'workflow.task.added', task_index: 1, task: task('2') },
      { type: 'workflow.task.updated', task_index: 1, task: task('2b') },
      { type: 'workflow.task.updated', task_index: 7, task: task('nowhere') },
    ) as WorkflowItem;
    expect(after.workflow.tasks.map(({ title }) => title)).toEqual(['1', '2b']);
  });

  it('take a picture and its progress', () => {
    const image = { id: 'i', url: 'data:image/png;base64,AA' };
    const after = patched(
      { type: 'generated_image', id: 'g', created_at },
      { type: 'generated_image.updated', image, progress: 0.5 },
    );
    expect(after).toMatchObject({ image, progress: 0.5 });
  });

  it('ignore updates that are not for their kind', () => {
    const before = said('a', 'x');
    expect(patched(before, { type: 'widget.root.updated', widget: { type: 'Card' } })).toBe(before);
  });
});

describe('the rest of a stream', () => {
  it('keeps the thread without its items', () => {
    const thread = { id: 't', created_at, items: { data: [], has_more: false } };
    expect(run({ type: 'thread.created', thread }).thread).toEqual({ id: 't', created_at });
  });

  it('shows progress until an answer appears', () => {
    const during = run({ type: 'progress_update', text: 'Looking', icon: 'search' });
    expect(during.progress).toEqual({ text: 'Looking', icon: 'search' });
    const after = applyEvent(during, { type: 'thread.item.added', item: said('a', '') });
    expect(after.progress).toBeNull();
  });

  it('places notices after the newest item and reads allow_cancel', () => {
    const after = run(
      { type: 'stream_options', stream_options: { allow_cancel: false } },
      { type: 'thread.item.done', item: said('a', 'x') },
      { type: 'notice', level: 'info', message: 'm' },
    );
    expect(after.allowCancel).toBe(false);
    expect(after.notices).toMatchObject([{ afterItemId: 'a', message: 'm', title: null }]);
  });

  it('returns the same object for what does not concern the conversation', () => {
    const events = [
      { type: 'error' },
      { type: 'client_effect', name: 'x' },
      { type: 'thread.sung' },
    ];
    for (const event of events) {
      expect(applyEvent(emptyConversation, event as StreamEvent)).toBe(emptyConversation);
    }
  });
});

describe('pages', () => {
  const held = { ...emptyConversation, items: [said('b', '1'), said('c', '1'), said('d', '1')] };

  it('come in front, each item once', () => {
    expect(ids(prependItems(held, [said('a', ''), said('b', '')]))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('replace what they cover and keep what is older', () => {
    expect(ids(mergeNewest(held, [said('c', '2'), said('e', '2')], false))).toEqual([
      'b',
      'c',
      'e',
    ]);
    expect(ids(mergeNewest(held, [said('x', '2')], false))).toEqual(['x']);
    expect(ids(mergeNewest(held, [said('d', '2')], true))).toEqual(['d']);
  });
});
