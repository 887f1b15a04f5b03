// What is listed here is a promise: other packages and other people's clients build on it.
export type {
  Attachment,
  FileAttachment,
  ImageAttachment,
  UploadDescriptor,
} from './attachment.ts';
export { attachmentSchema } from './attachment.ts';
export { dateSchema, parseDate } from './dates.ts';
export type {
  ClientEffectEvent,
  ErrorEvent,
  NoticeEvent,
  ProgressUpdateEvent,
  StreamOptions,
  StreamOptionsEvent,
  ThreadCreatedEvent,
  ThreadItemAddedEvent,
  ThreadItemDoneEvent,
  ThreadItemRemovedEvent,
  ThreadItemReplacedEvent,
  ThreadItemUpdatedEvent,
  ThreadStreamEvent,
  ThreadUpdatedEvent,
} from './event.ts';
export { threadSchema, threadStreamEventSchema } from './event.ts';
export type { IconName } from './icons.ts';
export { builtInIcons, iconNameSchema, isIconName } from './icons.ts';
export type {
  AssistantMessageItem,
  ClientToolCallItem,
  EndOfTurnItem,
  GeneratedImage,
  GeneratedImageItem,
  HiddenContextItem,
  SdkHiddenContextItem,
  StructuredInputItem,
  TaskItem,
  ThreadItem,
  UserMessageItem,
  WidgetItem,
  WorkflowItem,
} from './item.ts';
export { generatedImageSchema, isHidden, threadItemSchema } from './item.ts';
export type {
  AssistantMessageContent,
  InferenceOptions,
  UserMessageContent,
  UserMessageInput,
  UserTagContent,
  UserTextContent,
} from './message.ts';
export {
  assistantMessageContentSchema,
  inferenceOptionsSchema,
  userMessageContentSchema,
  userMessageInputSchema,
} from './message.ts';
export type { Order, Page } from './page.ts';
export type {
  ActionParams,
  ChatKitRequest,
  JsonParams,
  JsonRequest,
  Operation,
  PageParams,
  StreamingParams,
  StreamingRequest,
} from './request.ts';
export { chatKitRequestSchema, isStreamingRequest } from './request.ts';
export type { Annotation, EntitySource, FileSource, Source, UrlSource } from './source.ts';
export { annotationSchema, sourceSchema } from './source.ts';
export type {
  FreeformQuestion,
  MultipleChoiceQuestion,
  Question,
  QuestionAnswer,
  StructuredInputSubmission,
} from './structured-input.ts';
export { questionSchema, structuredInputSubmissionSchema } from './structured-input.ts';
export type {
  CustomTask,
  FileTask,
  ImageTask,
  Task,
  ThoughtTask,
  WebSearchTask,
  Workflow,
  WorkflowSummary,
} from './task.ts';
export { taskSchema, workflowSchema } from './task.ts';
export type { Thread, ThreadMetadata, ThreadStatus } from './thread.ts';
export { threadMetadataSchema, threadStatusSchema } from './thread.ts';
export type {
  AssistantMessageUpdate,
  GeneratedImageUpdate,
  ThreadItemUpdate,
  WidgetUpdate,
  WorkflowUpdate,
} from './update.ts';
export { threadItemUpdateSchema } from './update.ts';
export type { ActionConfig } from './widget/action.ts';
export type { ChartAxis, ChartNode, ChartSeries, CurveType } from './widget/chart.ts';
export type {
  ButtonNode,
  CheckboxNode,
  ChoiceOption,
  DatePickerNode,
  InputNode,
  RadioGroupNode,
  SelectNode,
  SelectOption,
  TextareaNode,
} from './widget/control.ts';
export type {
  BoxBase,
  BoxNode,
  ColNode,
  DividerNode,
  FormNode,
  ListViewItemNode,
  RowNode,
  SpacerNode,
  TableCellNode,
  TableNode,
  TableRowNode,
  TransitionNode,
} from './widget/layout.ts';
export type { WidgetNode } from './widget/node.ts';
export type {
  BasicRoot,
  CardButton,
  CardRoot,
  ListViewRoot,
  WidgetRoot,
  WidgetStatus,
} from './widget/root.ts';
export { widgetNodeSchema, widgetRootSchema } from './widget/schema.ts';
export type {
  Alignment,
  Block,
  Border,
  Borders,
  ControlSize,
  FontWeight,
  Justification,
  Length,
  NodeBase,
  Radius,
  Space,
  Spacing,
  TextAlign,
  TextSize,
  ThemeColor,
} from './widget/style.ts';
export type {
  BadgeNode,
  CaptionNode,
  EditableText,
  IconNode,
  ImageNode,
  LabelNode,
  MarkdownNode,
  TextNode,
  TitleNode,
} from './widget/text.ts';
