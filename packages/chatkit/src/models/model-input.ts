import type { Attachment } from '../protocol/attachment.ts';
import type {
  ClientToolCallItem,
  GeneratedImageItem,
  HiddenContextItem,
  SdkHiddenContextItem,
  StructuredInputItem,
  TaskItem,
  ThreadItem,
  UserMessageItem,
  WidgetItem,
  WorkflowItem,
} from '../protocol/item.ts';
import type { UserTagContent } from '../protocol/message.ts';
import { hiddenText, imageText, structuredInputText, taskText, widgetText } from './wording.ts';

/** One part of a message to a model, whoever makes the model. */
export type ModelContent =
  | { type: 'text'; text: string }
  /** `url` may be a `data:` URL. */
  | { type: 'image'; url: string }
  /** `data` are the bytes in base64. */
  | { type: 'file'; data: string; mediaType: string; filename?: string };

type Awaitable<T> = T | Promise<T>;

/** How one kind of model wants its messages. */
export interface ModelFormat<Message> {
  user(content: readonly ModelContent[]): Message;
  assistant(texts: readonly string[]): Message;
  toolCall(item: ClientToolCallItem): Message[];
}

/**
 * What to replace of the conversion of a thread; each function may be asynchronous. A list of
 * messages takes the place of the item's, an empty one leaves it out, and `null` asks for what is
 * done without the override.
 */
export interface ModelInputOverrides<Message> {
  /** What a model is told of an attachment. @default throws: its bytes are the application's */
  attachment?(attachment: Attachment, item: UserMessageItem): Awaitable<ModelContent>;
  /** What a model is told of a tag besides its text. @default throws: its data is the page's */
  tag?(tag: UserTagContent, item: UserMessageItem): Awaitable<ModelContent>;
  /** @default strings are wrapped as hidden context; anything else throws */
  hiddenContext?(item: HiddenContextItem | SdkHiddenContextItem): Awaitable<Message[] | null>;
  /** @default its JSON */
  widget?(item: WidgetItem): Awaitable<Message[] | null>;
  /** @default a sentence and the image; nothing for an image that never came */
  generatedImage?(item: GeneratedImageItem): Awaitable<Message[] | null>;
  /** @default its status and a line per question */
  structuredInput?(item: StructuredInputItem): Awaitable<Message[] | null>;
  /** @default the words of a custom task; nothing for other tasks */
  task?(item: TaskItem): Awaitable<Message[] | null>;
  /** @default the words of its custom tasks */
  workflow?(item: WorkflowItem): Awaitable<Message[] | null>;
  /** @default the call and its output; nothing for a call that was never answered */
  clientToolCall?(item: ClientToolCallItem): Awaitable<Message[] | null>;
}

/**
 * Turns the items of a thread into messages of a model, in their order.
 *
 * @param items oldest first.
 * @throws TypeError for an attachment, a tag or hidden context that only an override can convert.
 */
export async function convertItems<Message>(
  items: readonly ThreadItem[],
  format: ModelFormat<Message>,
  overrides: ModelInputOverrides<Message>,
): Promise<Message[]> {
  const asked = items.findLast((item) => item.type === 'user_message');
  const messages: Message[] = [];
  for (const item of items) {
    messages.push(...(await convertItem(item, { format, overrides, isAsked: item === asked })));
  }
  return messages;
}

interface Conversion<Message> {
  format: ModelFormat<Message>;
  overrides: ModelInputOverrides<Message>;
  /** Whether the item is the last message of the person. */
  isAsked: boolean;
}

async function convertItem<Message>(
  item: ThreadItem,
  conversion: Conversion<Message>,
): Promise<Message[]> {
  return (await overridden(item, conversion.overrides)) ?? convertPlainly(item, conversion);
}

function overridden<Message>(
  item: ThreadItem,
  overrides: ModelInputOverrides<Message>,
): Awaitable<Message[] | null | undefined> {
  switch (item.type) {
    case 'client_tool_call':
      return overrides.clientToolCall?.(item);
    case 'widget':
      return overrides.widget?.(item);
    case 'generated_image':
      return overrides.generatedImage?.(item);
    case 'structured_input':
      return overrides.structuredInput?.(item);
    case 'task':
      return overrides.task?.(item);
    case 'workflow':
      return overrides.workflow?.(item);
    case 'hidden_context_item':
    case 'sdk_hidden_context':
      return overrides.hiddenContext?.(item);
    case 'user_message':
    case 'assistant_message':
    case 'end_of_turn':
      return null;
  }
}

function convertPlainly<Message>(
  item: ThreadItem,
  conversion: Conversion<Message>,
): Awaitable<Message[]> {
  const { format } = conversion;
  const told = (text: string | null): Message[] =>
    text === null ? [] : [format.user([{ type: 'text', text }])];
  switch (item.type) {
    case 'user_message':
      return userMessages(item, conversion);
    case 'assistant_message': {
      const texts = item.content.map((part) => part.text).filter((text) => text.trim() !== '');
      return texts.length === 0 ? [] : [format.assistant(texts)];
    }
    case 'client_tool_call':
      return item.status === 'completed' ? format.toolCall(item) : [];
    case 'widget':
      return told(widgetText(item));
    case 'generated_image': {
      if (item.image === undefined) return [];
      const text = { type: 'text' as const, text: imageText };
      return [format.user([text, { type: 'image', url: item.image.url }])];
    }
    case 'structured_input':
      return told(structuredInputText(item));
    case 'task':
      return told(taskText([item.task]));
    case 'workflow':
      return told(taskText(item.workflow.tasks));
    case 'hidden_context_item':
    case 'sdk_hidden_context':
      return told(hiddenText(item.content));
    case 'end_of_turn':
      return [];
  }
}

async function userMessages<Message>(
  item: UserMessageItem,
  { format, overrides, isAsked }: Conversion<Message>,
): Promise<Message[]> {
  const words = item.content.map((part) =>
    part.type === 'input_tag' ? `@${part.text}` : part.text,
  );
  const content: ModelContent[] = [];
  const text = words.join('').trim();
  if (text !== '') content.push({ type: 'text', text });
  for (const attachment of item.attachments) {
    if (!overrides.attachment) throw new TypeError('no override says what an attachment is');
    content.push(await overrides.attachment(attachment, item));
  }
  const messages = content.length === 0 ? [] : [format.user(content)];
  const quoted = item.quoted_text ?? '';
  if (isAsked && quoted !== '') {
    const intro = 'The message is about this passage of the conversation:';
    messages.push(format.user([{ type: 'text', text: `${intro}\n${quoted}` }]));
  }
  const tags = new Map<string, UserTagContent>();
  for (const part of item.content) if (part.type === 'input_tag') tags.set(part.text, part);
  if (tags.size === 0) return messages;
  const context: ModelContent[] = [
    { type: 'text', text: 'What the names after @ in the message stand for:' },
  ];
  for (const tag of tags.values()) {
    if (!overrides.tag) throw new TypeError('no override says what a tag stands for');
    context.push(await overrides.tag(tag, item));
  }
  return [...messages, format.user(context)];
}
