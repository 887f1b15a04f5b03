/**
 * The protocol as this client reads it. Every field a server may leave out is optional and every
 * union is open: an item, event or widget node of a kind unknown here is kept or skipped, never
 * a failure.
 */

/** One page of a list; `after` is the cursor of the next page. */
export interface Page<T> {
  data: T[];
  has_more: boolean;
  after?: string | null;
}

/** Whether people may write in a thread. */
export interface ThreadStatus {
  type: 'active' | 'locked' | 'closed';
  reason?: string | null;
}

/** A conversation without its items. */
export interface Thread {
  id: string;
  title?: string | null;
  created_at: string;
  status?: ThreadStatus;
  /** Hosts from which images may load; absent means that the server said nothing. */
  allowed_image_domains?: string[] | null;
  items?: Page<ThreadItem>;
}

/** One part of what a person sends. */
export type UserContent =
  | { type: 'input_text'; text: string }
  | {
      type: 'input_tag';
      id: string;
      text: string;
      data: Record<string, unknown>;
      group?: string | null;
      interactive?: boolean;
    };

/** A file of a message, already known to the server. */
export interface Attachment {
  type: 'file' | 'image';
  id: string;
  name: string;
  mime_type: string;
  preview_url?: string;
  upload_descriptor?: { url: string; method: 'POST' | 'PUT'; headers?: Record<string, string> };
}

/** `input` of `threads.create` and `threads.add_user_message`. */
export interface UserMessageInput {
  content: UserContent[];
  attachments: string[];
  quoted_text?: string | null;
  inference_options: { tool_choice?: { id: string } | null; model?: string | null };
}

/** Where a statement comes from. */
export interface Source {
  type: string;
  title?: string;
  url?: string;
  filename?: string;
  attribution?: string | null;
  id?: string;
  icon?: string | null;
  label?: string | null;
  interactive?: boolean;
  data?: Record<string, unknown>;
}

/** A mark in a text part which names its source. */
export interface Annotation {
  type: string;
  source: Source;
  index?: number | null;
}

/** One part of an answer. */
export interface AssistantContent {
  type: string;
  text: string;
  annotations?: Annotation[];
}

/** A step of a workflow, or an item of its own. */
export interface Task {
  type: string;
  title?: string | null;
  icon?: string | null;
  content?: string | null;
  queries?: string[];
  sources?: Source[];
  status_indicator?: 'none' | 'loading' | 'complete';
}

/** Steps shown as one collapsible block. */
export interface Workflow {
  type: string;
  tasks: Task[];
  summary?: { title?: string; icon?: string | null; duration?: number } | null;
  expanded?: boolean;
}

/** One question of a structured input. */
export interface Question {
  type: 'multiple_choice' | 'freeform';
  id: string;
  question: string;
  description?: string | null;
  options?: { value: string }[];
  multiple?: boolean;
  answer?: { values?: string[]; skipped?: boolean } | null;
}

/** Any node of a widget tree; what else it carries depends on its `type`. */
export interface WidgetNode {
  type: string;
  key?: string;
  id?: string;
  children?: WidgetNode[] | WidgetNode | null;
  [prop: string]: unknown;
}

interface ItemBase {
  id: string;
  thread_id?: string;
  created_at: string;
}

/** What a person said. */
export interface UserMessageItem extends ItemBase {
  type: 'user_message';
  content: UserContent[];
  attachments?: Attachment[];
  quoted_text?: string | null;
}

/** What the assistant said. */
export interface AssistantMessageItem extends ItemBase {
  type: 'assistant_message';
  content: AssistantContent[];
}

/** A request to run a tool in the page. */
export interface ClientToolCallItem extends ItemBase {
  type: 'client_tool_call';
  status: 'pending' | 'completed';
  call_id: string;
  name: string;
  arguments: Record<string, unknown>;
}

/** A tree of components. */
export interface WidgetItem extends ItemBase {
  type: 'widget';
  widget: WidgetNode;
  copy_text?: string | null;
}

/** A picture, possibly unfinished. */
export interface GeneratedImageItem extends ItemBase {
  type: 'generated_image';
  image?: { id: string; url: string } | null;
  progress?: number;
}

/** Questions the turn waits for. */
export interface StructuredInputItem extends ItemBase {
  type: 'structured_input';
  status: 'pending' | 'answered' | 'skipped';
  inputs: Question[];
}

/** One task on its own. */
export interface TaskItem extends ItemBase {
  type: 'task';
  task: Task;
}

/** Several tasks as one block. */
export interface WorkflowItem extends ItemBase {
  type: 'workflow';
  workflow: Workflow;
}

/** A hint that the turn is complete. */
export interface EndOfTurnItem extends ItemBase {
  type: 'end_of_turn';
}

/** Every item this client draws. */
export type ThreadItem =
  | UserMessageItem
  | AssistantMessageItem
  | ClientToolCallItem
  | WidgetItem
  | GeneratedImageItem
  | StructuredInputItem
  | TaskItem
  | WorkflowItem
  | EndOfTurnItem;

/** A change to an item which is still being written. */
export type ItemUpdate =
  | {
      type: 'assistant_message.content_part.added' | 'assistant_message.content_part.done';
      content_index: number;
      content: AssistantContent;
    }
  | {
      type: 'assistant_message.content_part.text_delta';
      content_index: number;
      delta: string;
    }
  | {
      type: 'assistant_message.content_part.annotation_added';
      content_index: number;
      annotation_index: number;
      annotation: Annotation;
    }
  | {
      type: 'widget.streaming_text.value_delta';
      component_id: string;
      delta: string;
      done?: boolean;
    }
  | { type: 'widget.root.updated'; widget: WidgetNode }
  | { type: 'widget.component.updated'; component_id: string; component: WidgetNode }
  | { type: 'workflow.task.added' | 'workflow.task.updated'; task_index: number; task: Task }
  | {
      type: 'generated_image.updated';
      image: { id: string; url: string };
      progress?: number | null;
    };

/** Every event of a stream this client acts on. */
export type StreamEvent =
  | { type: 'thread.created' | 'thread.updated'; thread: Thread }
  | { type: 'thread.item.added' | 'thread.item.done' | 'thread.item.replaced'; item: ThreadItem }
  | { type: 'thread.item.updated'; item_id: string; update: ItemUpdate }
  | { type: 'thread.item.removed'; item_id: string }
  | { type: 'stream_options'; stream_options: { allow_cancel?: boolean } }
  | { type: 'progress_update'; text: string; icon?: string | null }
  | { type: 'client_effect'; name: string; data?: Record<string, unknown> }
  | { type: 'error'; code?: string; message?: string | null; allow_retry?: boolean }
  | {
      type: 'notice';
      level: 'info' | 'warning' | 'danger';
      message: string;
      title?: string | null;
    };

/** What a widget asks for when someone presses, picks or submits. */
export interface ActionConfig {
  type: string;
  payload?: unknown;
  handler?: 'client' | 'server';
  loadingBehavior?: 'auto' | 'none' | 'self' | 'container';
  streaming?: boolean;
}

/** An action as it travels. */
export interface Action {
  type: string;
  payload?: unknown;
}
