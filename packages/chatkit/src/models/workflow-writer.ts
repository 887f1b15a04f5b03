import type { ThreadItem, WorkflowItem } from '../protocol/item.ts';
import type { Task, Workflow, WorkflowSummary } from '../protocol/task.ts';
import type { Emit, WriterTurn } from './message-writer.ts';

/** How a workflow ends. */
export interface EndWorkflowOptions {
  /** Words for the folded workflow. @default how long it took, in whole seconds */
  summary?: WorkflowSummary;
  /** @default false */
  expanded?: boolean;
}

/** Writes the one workflow that may be open, and emits its events (protocol A.12). */
export interface WorkflowWriter {
  /** The open workflow; `null` when there is none. */
  readonly current: WorkflowItem | null;
  /** Opens a workflow, ending the one before; it shows with its first task, a reasoning at once. */
  start(workflow: Workflow): void;
  /** Takes up a workflow that an earlier turn left open. */
  resume(item: WorkflowItem): void;
  /** Adds a task, to a new custom workflow if none is open. Returns its index. */
  add(task: Task): number;
  /** Puts another task in the place of one. @throws RangeError when there is none. */
  update(index: number, task: Task): void;
  /** Ends the workflow; without one it does nothing. */
  end(options?: EndWorkflowOptions): void;
  /** Stores the workflow as it is, to be resumed by the turn that follows a client tool. */
  suspend(): void;
}

/** Makes the writer of a turn's workflows. */
export function createWorkflowWriter(turn: WriterTurn, emit: Emit): WorkflowWriter {
  let item: WorkflowItem | null = null;
  let shown = false;

  function show(open: WorkflowItem): void {
    shown = true;
    // What was emitted must stay as it was while the workflow goes on growing.
    emit({ type: 'thread.item.added', item: structuredClone(open) });
  }

  function opened(): WorkflowItem {
    if (item === null) throw new RangeError('no workflow is open');
    return item;
  }

  function leave(open: WorkflowItem): void {
    // Nothing was shown: it leaves no trace.
    if (shown) emit({ type: 'thread.item.done', item: structuredClone(open) });
    item = null;
  }

  const writer: WorkflowWriter = {
    get current() {
      return item;
    },
    start(workflow) {
      writer.end();
      item = {
        id: turn.generateId('workflow'),
        thread_id: turn.thread.id,
        created_at: turn.now().toISOString(),
        type: 'workflow',
        workflow: structuredClone(workflow),
      };
      shown = false;
      if (workflow.type === 'reasoning' || workflow.tasks.length > 0) show(item);
    },
    resume(open) {
      writer.end();
      item = structuredClone(open);
      shown = true;
    },
    add(task) {
      if (item === null) writer.start({ type: 'custom', tasks: [] });
      const open = opened();
      const index = open.workflow.tasks.push(structuredClone(task)) - 1;
      if (shown) {
        const update = { type: 'workflow.task.added' as const, task_index: index, task };
        emit({ type: 'thread.item.updated', item_id: open.id, update: structuredClone(update) });
      } else show(open);
      return index;
    },
    update(index, task) {
      const open = opened();
      if (open.workflow.tasks[index] === undefined) throw new RangeError('no such task');
      open.workflow.tasks[index] = structuredClone(task);
      const update = { type: 'workflow.task.updated' as const, task_index: index, task };
      emit({ type: 'thread.item.updated', item_id: open.id, update: structuredClone(update) });
    },
    end({ summary, expanded = false } = {}) {
      if (item === null) return;
      const { workflow } = item;
      workflow.summary = summary ?? workflow.summary ?? { duration: secondsSince(item, turn) };
      workflow.expanded = expanded;
      leave(item);
    },
    suspend() {
      if (item !== null) leave(item);
    },
  };
  return writer;
}

/**
 * The workflow that the turn before left open for client tools: the newest item of a thread, or the
 * one before the calls, if it has no summary yet.
 *
 * @param newest the newest items, newest first.
 */
export function openWorkflowIn(newest: readonly ThreadItem[]): WorkflowItem | null {
  const candidate = newest.find((item) => item.type !== 'client_tool_call');
  if (candidate?.type !== 'workflow' || candidate.workflow.summary !== undefined) return null;
  return candidate;
}

function secondsSince(item: WorkflowItem, turn: WriterTurn): number {
  const passed = turn.now().getTime() - Date.parse(item.created_at);
  return Math.max(0, Math.floor(passed / 1_000));
}
