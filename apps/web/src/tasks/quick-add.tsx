import { limits } from '@parley/api/client';
import { useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import { Button } from '../ui/button.tsx';
import { PlusIcon, SlidersIcon } from '../ui/icons.tsx';
import { fromDueInputs } from './due.ts';
import { DueFields } from './due-fields.tsx';
import type { Priority } from './filters.ts';
import { options, priorityLabels } from './labels.ts';
import { clearDraft, readDraft, writeDraft } from './quick-add-draft.ts';
import type { QuickAddDraft } from './quick-add-draft.ts';
import { SelectField } from './select-field.tsx';
import { parseTags } from './tags.ts';
import type { TaskDraft } from './use-task-actions.ts';

/** Where a new task goes. */
export interface QuickAddProps {
  inputRef: RefObject<HTMLInputElement | null>;
  /** Resolves with false when the task was refused; it then returns into the row. */
  onCreate(draft: TaskDraft): Promise<boolean>;
}

/** The row to add a task with: a title is enough, the rest is one press away. */
export function QuickAdd({ inputRef, onCreate }: QuickAddProps): ReactElement {
  const [draft, setDraft] = useState(readDraft);
  const [expanded, setExpanded] = useState(false);
  const [error, setError] = useState<string | null>(null);

  function change(patch: Partial<QuickAddDraft>): void {
    const next = { ...draft, ...patch };
    setDraft(next);
    setError(null);
    writeDraft(next);
  }

  function submit(): void {
    const title = draft.title.trim();
    if (title === '') {
      setError('Write what is to be done.');
      inputRef.current?.focus();
      return;
    }
    const { tags, refused } = parseTags(draft.tags);
    if (refused > 0) {
      setError(`At most ${limits.tags} tags of ${limits.tagLength} characters each.`);
      return;
    }
    const { dueAt, dueHasTime } = fromDueInputs({ date: draft.date, time: draft.time }, new Date());
    const task = {
      title,
      ...(draft.priority !== 'medium' && { priority: draft.priority }),
      ...(dueAt !== null && { dueAt, dueHasTime }),
      ...(tags.length > 0 && { tags }),
    };
    void onCreate(task).then((taken) => {
      // Unless something else is being written by now.
      if (!taken && readDraft().title === '') change(draft);
    });
    setDraft(clearDraft());
    setError(null);
    inputRef.current?.focus();
  }

  return (
    <form
      aria-label="Add a task"
      className="rounded-2xl border border-line bg-panel p-2 shadow-panel focus-within:border-edge"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="flex items-center gap-1">
        <PlusIcon className="ml-2 size-5 shrink-0 text-muted" />
        <input
          ref={inputRef}
          aria-label="New task"
          dir="auto"
          aria-invalid={error !== null}
          aria-describedby="quick-add-note"
          aria-keyshortcuts="n"
          placeholder="Add a task"
          autoComplete="off"
          enterKeyHint="done"
          maxLength={limits.titleLength}
          value={draft.title}
          onChange={(event) => change({ title: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          className="min-h-11 min-w-0 flex-1 rounded-lg bg-transparent px-2 focus-visible:outline-none"
        />
        <button
          type="button"
          aria-expanded={expanded}
          aria-controls="quick-add-details"
          aria-label="More fields"
          title="More fields"
          onClick={() => setExpanded(!expanded)}
          className="inline-flex size-10 shrink-0 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink aria-expanded:bg-accent-soft aria-expanded:text-accent"
        >
          <SlidersIcon />
        </button>
        <Button type="submit" look="primary" className="min-h-10 px-4">
          Add
        </Button>
      </div>
      <div
        id="quick-add-details"
        hidden={!expanded}
        className="flex flex-wrap gap-3 px-2 pt-3 pb-2 hidden:hidden"
      >
        <DueFields value={draft} onChange={change} />
        <SelectField<Priority>
          label="Priority"
          value={draft.priority}
          options={options(priorityLabels)}
          onChange={(priority) => change({ priority })}
        />
        <label className="flex min-w-40 flex-2 flex-col gap-1">
          <span className="text-xs font-medium text-muted">Tags</span>
          <input
            className="field field-small"
            dir="auto"
            placeholder="home, garden"
            autoComplete="off"
            value={draft.tags}
            onChange={(event) => change({ tags: event.target.value })}
          />
        </label>
      </div>
      <p id="quick-add-note" role="alert" className="px-3 text-sm text-danger">
        {error}
      </p>
    </form>
  );
}
