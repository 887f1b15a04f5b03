import { describe, expect, test } from 'vitest';
import type { ThreadItem } from '../protocol/item.ts';
import type { Task } from '../protocol/task.ts';
import type { WidgetRoot } from '../protocol/widget/root.ts';
import { sampleAnswer } from '../testing/sample-items.ts';
import { agentTurnOf, createAgentContext } from './agent-context.ts';
import type { AgentContext } from './agent-context.ts';
import { pumpQueue } from './event-queue.ts';
import { drain, shapeOf, turnUnderTest } from './turn-under-test.ts';

const task: Task = { type: 'custom', title: 'Look' };

function card(value: string): WidgetRoot {
  return { type: 'Card', children: [{ type: 'Text', id: 't', value }] };
}

function taken(context: AgentContext<unknown>): ReturnType<typeof shapeOf> {
  return shapeOf(agentTurnOf(context).queue.take());
}

/** A source without a part, as a run that streams nothing. */
async function* nothing(): AsyncGenerator<never> {}

describe('createAgentContext', () => {
  test('F.2-1 shows a widget that stands with one event', async () => {
    const context = createAgentContext(turnUnderTest());
    await context.streamWidget(card('Hi'), { copyText: 'Hi' });
    expect(agentTurnOf(context).queue.take()).toMatchObject([
      { type: 'thread.item.done', item: { type: 'widget', widget: card('Hi'), copy_text: 'Hi' } },
    ]);
  });

  test('F.2-2 shows a widget that grows with a delta per state', async () => {
    const context = createAgentContext(turnUnderTest());
    await context.streamWidget(['', 'Hello', 'Hello you'].map(card));
    expect(taken(context)).toEqual([
      'added widget',
      'widget.streaming_text.value_delta',
      'widget.streaming_text.value_delta',
      'done widget',
    ]);
  });

  test('F.2-3 shows a widget that changes shape with a new root', async () => {
    const context = createAgentContext(turnUnderTest());
    await context.streamWidget([card('Hi'), { type: 'Card', children: [] }]);
    expect(taken(context)).toEqual(['added widget', 'widget.root.updated', 'done widget']);
  });

  test('F.2-16 what is emitted is sent even if the model streams nothing', async () => {
    const context = createAgentContext(turnUnderTest());
    const { queue } = agentTurnOf(context);
    context.emit({ type: 'progress_update', text: 'Before' });
    const options = { signal: context.signal, handle: () => {} };
    expect(await drain(pumpQueue(queue, nothing(), options))).toMatchObject({
      events: [{ text: 'Before' }],
    });
  });

  test('what is emitted while the model is silent is sent at once', async () => {
    const context = createAgentContext(turnUnderTest());
    const silent = new ReadableStream<never>();
    const options = { signal: context.signal, handle: () => {} };
    const stream = pumpQueue(agentTurnOf(context).queue, silent, options);
    const first = stream.next();
    context.emit({ type: 'progress_update', text: 'Now' });
    expect((await first).value).toMatchObject({ text: 'Now' });
    context.emit({ type: 'progress_update', text: 'Then' });
    expect((await stream.next()).value).toMatchObject({ text: 'Then' });
    await stream.return();
  });

  test('a widget of many states waits for a client that reads slowly', async () => {
    const context = createAgentContext(turnUnderTest());
    const { queue } = agentTurnOf(context);
    const options = { signal: context.signal, handle: () => {} };
    const stream = pumpQueue(queue, new ReadableStream<never>(), options);
    const first = stream.next();
    let made = 0;
    function* states(): Generator<WidgetRoot> {
      for (; made < 10_000; made++) yield card('x'.repeat(made));
    }
    const showing = context.streamWidget(states());
    await first;
    for (let turns = 0; turns < 2_000; turns++) await Promise.resolve();
    expect(made).toBeGreaterThan(60);
    expect(made).toBeLessThan(200);
    await stream.return();
    await showing;
    expect(made).toBe(10_000);
  });

  test('a workflow of ours shows with its first task, and ends with its duration', () => {
    const turn = turnUnderTest();
    const context = createAgentContext(turn);
    context.startWorkflow({ type: 'custom', tasks: [] });
    expect(taken(context)).toEqual([]);
    expect(context.addWorkflowTask(task)).toBe(0);
    expect(context.addWorkflowTask(task)).toBe(1);
    context.updateWorkflowTask(1, { ...task, status_indicator: 'complete' });
    turn.pass(2_000);
    context.endWorkflow({ expanded: true });
    const events = agentTurnOf(context).queue.take();
    expect(shapeOf(events)).toEqual([
      'added workflow',
      'workflow.task.added',
      'workflow.task.updated',
      'done workflow',
    ]);
    expect(events[0]).toMatchObject({ item: { workflow: { tasks: [task] } } });
    expect(events[3]).toMatchObject({
      item: {
        workflow: {
          summary: { duration: 2 },
          expanded: true,
          tasks: [{}, { status_indicator: 'complete' }],
        },
      },
    });
    expect(context.workflow).toBeNull();
  });

  test('what was emitted of a workflow does not change with the object it was made of', () => {
    const context = createAgentContext(turnUnderTest());
    const mine = { ...task };
    context.addWorkflowTask(mine);
    const [added] = agentTurnOf(context).queue.take();
    mine.title = 'Spoilt';
    context.addWorkflowTask(task);
    expect(added).toMatchObject({ item: { workflow: { tasks: [{ title: 'Look' }] } } });
  });

  test('a workflow that is begun with tasks is ours from then on', () => {
    const context = createAgentContext(turnUnderTest());
    const tasks = [task];
    context.startWorkflow({ type: 'custom', tasks });
    tasks.push(task);
    expect(context.addWorkflowTask(task)).toBe(1);
  });

  test('a workflow without a task leaves no trace, and a task that is not there is refused', () => {
    const context = createAgentContext(turnUnderTest());
    context.startWorkflow({ type: 'custom', tasks: [] });
    context.endWorkflow();
    context.endWorkflow();
    expect(taken(context)).toEqual([]);
    expect(() => context.updateWorkflowTask(0, task)).toThrow(RangeError);
    context.addWorkflowTask(task);
    expect(() => context.updateWorkflowTask(1, task)).toThrow(RangeError);
  });

  test('F.2-29 a workflow keeps the summary it has', () => {
    const context = createAgentContext(turnUnderTest());
    context.startWorkflow({ type: 'reasoning', tasks: [], summary: { title: 'Thinking' } });
    context.endWorkflow();
    expect(agentTurnOf(context).queue.take().at(-1)).toMatchObject({
      item: { workflow: { summary: { title: 'Thinking' } } },
    });
  });
});

describe('resumeWorkflow', () => {
  const open: ThreadItem = {
    id: 'wf_open',
    thread_id: 'thr_1',
    created_at: '1970-01-01T00:00:00.000Z',
    type: 'workflow',
    workflow: { type: 'reasoning', tasks: [task] },
  };
  const call: ThreadItem = {
    id: 'tc_1',
    thread_id: 'thr_1',
    created_at: '1970-01-01T00:00:00.001Z',
    type: 'client_tool_call',
    status: 'completed',
    call_id: 'c',
    name: 'where',
    arguments: {},
  };
  const folded = { ...open, workflow: { ...open.workflow, summary: { duration: 1 } } };

  test.for([
    ['that ended the turn before', [open], 'wf_open'],
    ['before a call of the page', [open, call], 'wf_open'],
    ['before calls of the page', [open, call, { ...call, id: 'tc_2' }], 'wf_open'],
    ['that is folded', [folded, call], undefined],
    ['before an answer', [open, sampleAnswer('thr_1', 'msg')], undefined],
    ['of an empty thread', [], undefined],
  ] as const)('a workflow %s', async ([_where, items, id]) => {
    const turn = turnUnderTest();
    await turn.store.saveThread(turn.thread, turn.context);
    for (const item of items) await turn.store.addItem('thr_1', item, turn.context);
    const context = createAgentContext(turn);
    await context.resumeWorkflow();
    expect(context.workflow?.id).toBe(id);
    if (id === undefined) return;
    expect(context.addWorkflowTask(task)).toBe(1);
    expect(taken(context)).toEqual(['workflow.task.added']);
  });
});
