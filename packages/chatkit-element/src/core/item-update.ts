import { appendToNode, replaceNode } from './widget-tree.ts';
import type {
  AssistantContent,
  AssistantMessageItem,
  ItemUpdate,
  ThreadItem,
  WorkflowItem,
} from './wire.ts';

/**
 * The item after one `thread.item.updated`; the same object when the update is not for its kind.
 */
export function updateItem(item: ThreadItem, update: ItemUpdate): ThreadItem {
  switch (item.type) {
    case 'assistant_message':
      return updateMessage(item, update);
    case 'workflow':
      return updateWorkflow(item, update);
    case 'widget':
      if (update.type === 'widget.root.updated') return { ...item, widget: update.widget };
      if (update.type === 'widget.component.updated') {
        return { ...item, widget: replaceNode(item.widget, update.component_id, update.component) };
      }
      if (update.type !== 'widget.streaming_text.value_delta') return item;
      return { ...item, widget: appendToNode(item.widget, update) };
    case 'generated_image':
      if (update.type !== 'generated_image.updated') return item;
      return { ...item, image: update.image, progress: update.progress ?? 0 };
    default:
      return item;
  }
}

function updateMessage(item: AssistantMessageItem, update: ItemUpdate): AssistantMessageItem {
  switch (update.type) {
    case 'assistant_message.content_part.added':
    case 'assistant_message.content_part.done':
      return withPart(item, update.content_index, () => update.content);
    case 'assistant_message.content_part.text_delta':
      return withPart(item, update.content_index, (part) => ({
        ...part,
        text: part.text + update.delta,
      }));
    case 'assistant_message.content_part.annotation_added':
      return withPart(item, update.content_index, (part) => ({
        ...part,
        annotations: (part.annotations ?? []).toSpliced(
          update.annotation_index,
          0,
          update.annotation,
        ),
      }));
    default:
      return item;
  }
}

const LAST_INDEX = 1000;

/** Changes the part at an index; parts the server skipped are empty until it sends them. */
function withPart(
  item: AssistantMessageItem,
  index: number,
  change: (part: AssistantContent) => AssistantContent,
): AssistantMessageItem {
  if (!Number.isInteger(index) || index < 0 || index > LAST_INDEX) return item;
  const content = [...(item.content ?? [])];
  while (content.length <= index) content.push({ type: 'output_text', text: '', annotations: [] });
  const part = content[index];
  if (part === undefined) return item;
  content[index] = change(part);
  return { ...item, content };
}

function updateWorkflow(item: WorkflowItem, update: ItemUpdate): WorkflowItem {
  const { workflow } = item;
  const tasks = workflow.tasks ?? [];
  if (update.type === 'workflow.task.added') {
    const added = tasks.toSpliced(update.task_index, 0, update.task);
    return { ...item, workflow: { ...workflow, tasks: added } };
  }
  if (update.type === 'workflow.task.updated' && update.task_index in tasks) {
    const updated = tasks.with(update.task_index, update.task);
    return { ...item, workflow: { ...workflow, tasks: updated } };
  }
  return item;
}
