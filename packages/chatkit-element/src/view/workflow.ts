import type { GeneratedImageItem, Source, Task, WorkflowItem } from '../core/wire.ts';
import type { ViewContext } from './context.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';
import { icon } from './icon.ts';
import { markdown } from './markdown.ts';
import { sourceOf } from './message.ts';

const TASK_ICONS: Readonly<Record<string, string>> = {
  web_search: 'globe',
  thought: 'lightbulb',
  file: 'document',
  image: 'image',
  custom: 'check-circle',
};

/** Steps the assistant took, as one block that opens; a reasoning block names its duration. */
export function workflow(item: WorkflowItem, isOpen: boolean, context: ViewContext): VNode {
  const { strings, ui } = context;
  const tasks = item.workflow.tasks ?? [];
  const summary = item.workflow.summary ?? null;
  const isRunning = summary === null && tasks.some((task) => task.status_indicator === 'loading');
  const current = tasks.at(-1)?.title ?? strings.thinking;
  const title =
    summary?.title ??
    (summary?.duration === undefined ? current : strings.thoughtFor(summary.duration));
  const toggle = (): void =>
    ui.set({ toggled: { ...ui.get().toggled, [`workflow-${item.id}`]: !isOpen } });
  return h(
    'div',
    { class: ['workflow', isOpen && 'open'], part: 'workflow' },
    h(
      'button',
      { type: 'button', class: 'workflow-head', 'aria-expanded': String(isOpen), onclick: toggle },
      icon(summary?.icon ?? (item.workflow.type === 'reasoning' ? 'lightbulb' : 'sparkle')),
      h('span', { class: isRunning ? 'shimmer' : '' }, title),
      icon('chevron-down', 'turn-icon'),
    ),
    isOpen &&
      h(
        'ol',
        { class: 'tasks' },
        tasks.map((one, at) => h('li', { key: String(at) }, taskLine(one, context))),
      ),
  );
}

/** One task: its state, what it did, where it looked. */
export function taskLine(task: Task, context: ViewContext): VNode {
  const isLoading = task.status_indicator === 'loading';
  const isDone = task.status_indicator === 'complete';
  const name = isDone ? 'check' : (task.icon ?? TASK_ICONS[task.type] ?? 'dot');
  const sources: readonly Source[] = task.sources ?? [];
  return h(
    'div',
    { class: 'task-line' },
    icon(name),
    h(
      'div',
      { class: 'task-body' },
      task.title && h('span', { class: isLoading ? 'shimmer' : '' }, task.title),
      (task.queries ?? []).length > 0 &&
        h(
          'ul',
          { class: 'chips' },
          task.queries?.map((query) => h('li', null, icon('search'), h('span', null, query))),
        ),
      task.content && markdown(task.content, context.markdown),
      sources.length > 0 &&
        h(
          'ul',
          { class: 'sources' },
          sources.map((source) => h('li', null, sourceOf(source, context))),
        ),
    ),
  );
}

/** A picture the assistant makes; its place is kept while it is being made. */
export function generatedImage(item: GeneratedImageItem, context: ViewContext): VNode {
  const { strings } = context;
  const src = item.image ? context.urls.image(item.image.url) : null;
  const isUnfinished = item.progress !== undefined && item.progress < 1;
  return h(
    'div',
    { class: ['generated', isUnfinished && 'unfinished'], 'aria-busy': String(src === null) },
    src === null
      ? h('div', { class: 'skeleton picture' }, h('span', { class: 'shimmer' }, strings.generating))
      : h('img', { src, alt: strings.image, referrerpolicy: 'no-referrer' }),
  );
}
