import type { TurnInput } from '../options.ts';
import type { Annotation } from '../protocol/source.ts';
import type { Task } from '../protocol/task.ts';
import type { AgentTurn, ClientToolCall } from './agent-context.ts';
import type { MessageWriter } from './message-writer.ts';
import { createMessageWriter } from './message-writer.ts';

/** A call for the page under its provider's id. */
export interface NamedCall extends ClientToolCall {
  callId: string;
}

/** Turns what a model does into items: the part of an adapter that knows nothing of its model. */
export interface AnswerWriter {
  /** The open message, opened if need be; that ends the workflow before it. */
  message(): MessageWriter;
  /** Ends the open message; without one it does nothing. */
  endMessage(): void;
  /** Adds a reference to the open message, or keeps it for the next one. */
  annotate(part: number, annotation: Annotation): void;
  /** Ends the open message and opens a workflow of the kind `reasoning`, unless one is open. */
  startReasoning(): void;
  /** Opens a thought in the open workflow or a new one. */
  startThought(key: string): void;
  /** Appends to a thought; only the first one of a workflow is shown while it grows. */
  appendThought(key: string, delta: string): void;
  /** Ends a thought; an empty one leaves no trace. */
  endThought(key: string): void;
  /** Shows a task as under way, in the open workflow or a new one. */
  startTask(key: string, task: Task): void;
  /** Shows a task as over. */
  endTask(key: string, outcome: 'complete' | 'failed'): void;
  /** Ends whatever is open, then has the page answer these calls. */
  finish(clientCalls?: readonly NamedCall[]): void;
}

interface Thought {
  content: string;
  /** Place in the workflow; `null` while it is not shown. */
  index: number | null;
  /** Length of what was last shown. */
  shown: number;
}

/** Updates carry the whole thought, so it must have grown by this part before it is sent again. */
const GROWTH = 1 / 32;

/** Makes the writer of a turn. All ids are ours; a call keeps its provider's `call_id`. */
export function createAnswerWriter<Context>(
  turn: TurnInput<Context>,
  { queue, workflow }: Pick<AgentTurn, 'queue' | 'workflow'>,
): AnswerWriter {
  const emit = queue.push;
  const thoughts = new Map<string, Thought>();
  const tasks = new Map<string, { workflowId: string; index: number; task: Task }>();
  let open: MessageWriter | null = null;
  let last: MessageWriter | null = null;
  let early: Annotation[] = [];

  function show(thought: Thought): void {
    if (workflow.current === null) workflow.start({ type: 'reasoning', tasks: [] });
    const task: Task = { type: 'thought', content: thought.content };
    if (thought.index === null) thought.index = workflow.add(task);
    else workflow.update(thought.index, task);
    thought.shown = thought.content.length;
  }

  /** Nothing that the workflow shows may go on loading once it has ended. */
  function settleWork(): void {
    for (const key of thoughts.keys()) writer.endThought(key);
    for (const key of tasks.keys()) writer.endTask(key, 'failed');
  }

  const writer: AnswerWriter = {
    message() {
      if (open !== null) return open;
      settleWork();
      workflow.end();
      open = createMessageWriter(turn, emit);
      return open;
    },
    endMessage() {
      const message = open;
      open = null;
      if (message === null || message.item.content.length === 0) return;
      for (const annotation of early) message.annotate(0, annotation);
      early = [];
      message.finish();
      last = message;
    },
    annotate(part, annotation) {
      if (open === null) early.push(annotation);
      else open.annotate(part, annotation);
    },
    startReasoning() {
      writer.endMessage();
      if (workflow.current === null) workflow.start({ type: 'reasoning', tasks: [] });
    },
    startThought(key) {
      writer.startReasoning();
      thoughts.set(key, { content: '', index: null, shown: 0 });
    },
    appendThought(key, delta) {
      if (!thoughts.has(key)) writer.startThought(key);
      const thought = thoughts.get(key) as Thought;
      thought.content += delta;
      if (thought.content.trim() === '') return;
      const isFirst = workflow.current?.workflow.tasks.length === 0;
      const grown = thought.content.length - thought.shown;
      if (thought.index === null ? isFirst : grown >= thought.content.length * GROWTH) {
        show(thought);
      }
    },
    endThought(key) {
      const thought = thoughts.get(key);
      if (thought === undefined) return;
      thoughts.delete(key);
      if (thought.content.trim() === '' || thought.shown === thought.content.length) return;
      show(thought);
    },
    startTask(key, task) {
      writer.endMessage();
      const index = workflow.add({ ...task, status_indicator: 'loading' });
      tasks.set(key, { workflowId: workflow.current?.id ?? '', index, task });
    },
    endTask(key, outcome) {
      const started = tasks.get(key);
      tasks.delete(key);
      // A workflow that has ended meanwhile stays as it is.
      if (started === undefined || started.workflowId !== workflow.current?.id) return;
      const status_indicator = outcome === 'complete' ? 'complete' : 'none';
      workflow.update(started.index, { ...started.task, status_indicator });
    },
    finish(clientCalls = []) {
      settleWork();
      writer.endMessage();
      annotateLate();
      if (clientCalls.length === 0) workflow.end();
      else workflow.suspend();
      for (const { callId, name, arguments: given } of clientCalls) {
        emit({
          type: 'thread.item.done',
          item: {
            id: turn.generateId('tool_call'),
            thread_id: turn.thread.id,
            created_at: turn.now().toISOString(),
            type: 'client_tool_call',
            status: 'pending',
            call_id: callId,
            name,
            arguments: given,
          },
        });
      }
    },
  };

  /** References that came after the last message had ended still belong to it. */
  function annotateLate(): void {
    const late = early;
    early = [];
    if (last === null || late.length === 0) return;
    const { item } = last;
    const [first, ...rest] = item.content;
    if (first === undefined) return;
    const annotations = [...first.annotations, ...late];
    emit({
      type: 'thread.item.replaced',
      item: { ...item, content: [{ ...first, annotations }, ...rest] },
    });
  }

  return writer;
}
