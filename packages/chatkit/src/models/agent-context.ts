import type { TurnInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { WorkflowItem } from '../protocol/item.ts';
import type { Task, Workflow } from '../protocol/task.ts';
import type { WidgetRoot } from '../protocol/widget/root.ts';
import type { StreamWidgetOptions } from '../widget/stream.ts';
import { streamWidget } from '../widget/stream.ts';
import type { PumpedQueue } from './event-queue.ts';
import { createEventQueue } from './event-queue.ts';
import type { EndWorkflowOptions, WorkflowWriter } from './workflow-writer.ts';
import { createWorkflowWriter, openWorkflowIn } from './workflow-writer.ts';

/** A call that the page, not the server, is to answer. */
export interface ClientToolCall {
  name: string;
  arguments: Record<string, unknown>;
}

/**
 * A turn whose tools can speak to the person while a model runs: make one per turn, give it to the
 * tools, and pass it to `streamAiSdk` or `streamAgentRun` in place of the turn.
 */
export interface AgentContext<Context> extends TurnInput<Context> {
  /** Sends an event between those of the model. */
  emit(event: ThreadStreamEvent): void;
  /** Shows a widget as `streamWidget` does; resolves once its last state is on its way. */
  streamWidget(
    widget: WidgetRoot | AsyncIterable<WidgetRoot> | Iterable<WidgetRoot>,
    options?: StreamWidgetOptions,
  ): Promise<void>;
  /** The open workflow; `null` when there is none. */
  readonly workflow: WorkflowItem | null;
  /** Opens a workflow, ending the one before; it shows with its first task, a reasoning at once. */
  startWorkflow(workflow: Workflow): void;
  /** Adds a task, to a new custom workflow if none is open. Returns its index. */
  addWorkflowTask(task: Task): number;
  /** Puts another task in the place of one. @throws RangeError when there is none. */
  updateWorkflowTask(index: number, task: Task): void;
  /** Ends the workflow; without one it does nothing. */
  endWorkflow(options?: EndWorkflowOptions): void;
  /**
   * Goes on with the workflow that the turn before left open when it called a client tool. Call it
   * first in a turn without a message. Without such a workflow it does nothing.
   *
   * @throws NotFoundError when the thread is gone.
   */
  resumeWorkflow(): Promise<void>;
  /**
   * Has the page answer a call, after everything else of this turn. Meant for a tool after which
   * the model stops; a second call takes the place of the first.
   */
  callClientTool(call: ClientToolCall): void;
}

/** What adapters know of a turn beyond what tools see. */
export interface AgentTurn {
  queue: PumpedQueue;
  workflow: WorkflowWriter;
  /** What a tool asked the page to answer. */
  clientToolCall: ClientToolCall | null;
}

/** Calls of one turn that a workflow is looked for behind. */
const mostCalls = 19;

const turns = new WeakMap<object, AgentTurn>();

/** Makes the context that the tools of one turn are given. */
export function createAgentContext<Context>(turn: TurnInput<Context>): AgentContext<Context> {
  const queue = createEventQueue();
  const emit = (event: ThreadStreamEvent): void => queue.push(event);
  const workflow = createWorkflowWriter(turn, emit);
  const own: AgentTurn = { queue, workflow, clientToolCall: null };
  const context: AgentContext<Context> = {
    ...turn,
    emit,
    async streamWidget(widget, options) {
      for await (const event of streamWidget(turn, widget, options)) {
        emit(event);
        await queue.drained();
      }
    },
    get workflow() {
      return workflow.current;
    },
    startWorkflow: (start) => workflow.start(start),
    addWorkflowTask: (task) => workflow.add(task),
    updateWorkflowTask: (index, task) => workflow.update(index, task),
    endWorkflow: (options) => workflow.end(options),
    async resumeWorkflow() {
      const query = { limit: mostCalls + 1, order: 'desc' as const };
      const page = await turn.store.loadItems(turn.thread.id, query, turn.context);
      const open = openWorkflowIn(page.data);
      if (open !== null) workflow.resume(open);
    },
    callClientTool(call) {
      own.clientToolCall = call;
    },
  };
  turns.set(context, own);
  return context;
}

/** The adapters' view of a turn or of the context that was made of it. */
export function agentTurnOf<Context>(turn: TurnInput<Context>): AgentTurn {
  return turns.get(turn) ?? agentTurnOf(createAgentContext(turn));
}
