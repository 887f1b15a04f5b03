import { limits } from '@parley/api/client';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Task } from '../app/trpc.ts';
import { showToast } from '../ui/toasts.ts';
import { fromDueInputs, toDueInputs } from './due.ts';
import { DueFields } from './due-fields.tsx';
import type { Priority, Status } from './filters.ts';
import { options, priorityLabels, statusLabels } from './labels.ts';
import { SelectField } from './select-field.tsx';
import { parseTags } from './tags.ts';
import type { TaskActions } from './use-task-actions.ts';

/** The fields of a task other than its title; each is saved as soon as it is left. */
export function TaskDetails({
  task,
  actions,
}: {
  task: Task;
  actions: Pick<TaskActions, 'update'>;
}): ReactElement {
  return (
    <div data-details className="animate-rise flex flex-col gap-3 px-3 pb-3 sm:pl-11.5">
      <div className="flex flex-wrap gap-3">
        <SelectField<Status>
          label="Status"
          value={task.status}
          options={options(statusLabels)}
          onChange={(status) => actions.update(task, { status })}
        />
        <SelectField<Priority>
          label="Priority"
          value={task.priority}
          options={options(priorityLabels)}
          onChange={(priority) => actions.update(task, { priority })}
        />
        <DueFields
          value={toDueInputs(task)}
          onChange={(value) => {
            const { dueAt, dueHasTime } = fromDueInputs(value, new Date());
            actions.update(task, dueAt === null ? { dueAt } : { dueAt, dueHasTime });
          }}
        />
      </div>
      <DraftField
        label="Tags"
        saved={task.tags.join(', ')}
        placeholder="home, garden"
        onSave={(text) => {
          const { tags, refused } = parseTags(text);
          if (refused > 0) {
            showToast({
              kind: 'problem',
              title: 'Some tags were left out',
              description: `A task takes ${limits.tags} tags of ${limits.tagLength} characters.`,
            });
          }
          actions.update(task, { tags });
        }}
      />
      <DraftField
        label="Notes"
        multiline
        saved={task.notes}
        maxLength={limits.notesLength}
        onSave={(notes) => actions.update(task, { notes: notes.trim() })}
      />
    </div>
  );
}

interface DraftFieldProps {
  label: string;
  /** What the server knows. */
  saved: string;
  placeholder?: string;
  maxLength?: number;
  multiline?: boolean;
  onSave(text: string): void;
}

/** A text that is saved when it is left. A change from elsewhere does not disturb the typing. */
function DraftField({ label, saved, multiline, onSave, ...rest }: DraftFieldProps): ReactElement {
  const [draft, setDraft] = useState<string | null>(null);

  function leave(): void {
    if (draft !== null && draft.trim() !== saved.trim()) onSave(draft);
    setDraft(null);
  }

  const shared = {
    ...rest,
    dir: 'auto',
    value: draft ?? saved,
    onBlur: leave,
    autoComplete: 'off',
  };
  return (
    <label className="flex flex-col gap-1">
      <span className="text-xs font-medium text-muted">{label}</span>
      {multiline ? (
        <textarea
          {...shared}
          rows={3}
          className="field field-small field-sizing-content max-h-80 min-h-20 leading-6"
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) leave();
          }}
        />
      ) : (
        <input
          {...shared}
          className="field field-small"
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) leave();
          }}
        />
      )}
    </label>
  );
}
