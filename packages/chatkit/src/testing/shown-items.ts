import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { AssistantMessageItem, ThreadItem, WorkflowItem } from '../protocol/item.ts';
import type {
  AssistantMessageUpdate,
  ThreadItemUpdate,
  WorkflowUpdate,
} from '../protocol/update.ts';
import { applyWidgetUpdate } from '../widget/apply.ts';

/**
 * The items a client shows after an event, oldest first (protocol A.3, A.4); the items given are
 * not changed. Events that are about no item change nothing.
 */
export function shownAfter(
  items: readonly ThreadItem[],
  event: ThreadStreamEvent,
): readonly ThreadItem[] {
  switch (event.type) {
    case 'thread.item.added':
    case 'thread.item.done':
    case 'thread.item.replaced': {
      const { item } = event;
      const index = items.findIndex(({ id }) => id === item.id);
      return index === -1 ? [...items, item] : items.with(index, item);
    }
    case 'thread.item.removed':
      return items.filter(({ id }) => id !== event.item_id);
    case 'thread.item.updated': {
      const index = items.findIndex(({ id }) => id === event.item_id);
      const item = items[index];
      return item === undefined ? items : items.with(index, updated(item, event.update));
    }
    default:
      return items;
  }
}

function updated(item: ThreadItem, update: ThreadItemUpdate): ThreadItem {
  switch (update.type) {
    case 'widget.streaming_text.value_delta':
    case 'widget.root.updated':
    case 'widget.component.updated':
      if (item.type !== 'widget') return item;
      return { ...item, widget: applyWidgetUpdate(item.widget, update) };
    case 'workflow.task.added':
    case 'workflow.task.updated':
      return item.type === 'workflow' ? worked(item, update) : item;
    case 'generated_image.updated':
      return item.type === 'generated_image' ? { ...item, image: update.image } : item;
    default:
      return item.type === 'assistant_message' ? written(item, update) : item;
  }
}

function worked(item: WorkflowItem, update: WorkflowUpdate): WorkflowItem {
  const { tasks } = item.workflow;
  const removed = update.type === 'workflow.task.added' ? 0 : 1;
  const changed = tasks.toSpliced(update.task_index, removed, update.task);
  return { ...item, workflow: { ...item.workflow, tasks: changed } };
}

function written(item: AssistantMessageItem, update: AssistantMessageUpdate): AssistantMessageItem {
  const content = [...item.content];
  const index = update.content_index;
  while (content.length <= index) {
    content.push({ type: 'output_text', text: '', annotations: [] });
  }
  const part = content[index];
  if (part === undefined) return item;
  switch (update.type) {
    case 'assistant_message.content_part.added':
    case 'assistant_message.content_part.done':
      content[index] = update.content;
      break;
    case 'assistant_message.content_part.text_delta':
      content[index] = { ...part, text: part.text + update.delta };
      break;
    case 'assistant_message.content_part.annotation_added': {
      const annotations = part.annotations.toSpliced(update.annotation_index, 0, update.annotation);
      content[index] = { ...part, annotations };
    }
  }
  return { ...item, content };
}
