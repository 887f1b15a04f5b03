import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import { trpc } from '../app/trpc.ts';
import { Button } from '../ui/button.tsx';
import { ArrowUpIcon, SlidersIcon } from '../ui/icons.tsx';
import { defaultOrder, isFiltered } from './filters.ts';
import type { DueFilter, Priority, Sort, Status, TaskFilters } from './filters.ts';
import { dueLabels, options, priorityLabels, sortLabels, statusLabels } from './labels.ts';
import { SearchInput } from './search-input.tsx';
import { SelectField } from './select-field.tsx';

/** The filters in the address, and how to change them. */
export interface FilterBarProps {
  filters: TaskFilters;
  searchRef: RefObject<HTMLInputElement | null>;
  onChange(patch: TaskFilters): void;
  onClear(): void;
}

/** Search, status, and behind a button the rest of the filters and the order. */
export function FilterBar({ filters, searchRef, onChange, onClear }: FilterBarProps): ReactElement {
  const hidden = [filters.priority, filters.tag, filters.due, filters.sort, filters.order];
  const active = hidden.filter((value) => value !== undefined).length;
  const [expanded, setExpanded] = useState(active > 0);
  return (
    <search aria-label="Tasks">
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          inputRef={searchRef}
          value={filters.q ?? ''}
          onChange={(q) => onChange({ q: q === '' ? undefined : q })}
        />
        <StatusFilter value={filters.status} onChange={(status) => onChange({ status })} />
        <button
          type="button"
          aria-expanded={expanded}
          aria-controls="more-filters"
          onClick={() => setExpanded(!expanded)}
          className="inline-flex min-h-9 pointer-coarse:min-h-11 items-center gap-2 rounded-lg px-3 text-sm font-medium text-muted hover:bg-hover hover:text-ink aria-expanded:text-accent max-sm:px-2"
        >
          <SlidersIcon className="size-4.5" />
          <span>
            Filter<span className="max-sm:sr-only"> and sort</span>
          </span>
          {active === 0 ? null : (
            <span className="rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent">
              {active}
              <span className="sr-only"> active</span>
            </span>
          )}
        </button>
      </div>
      <div id="more-filters" hidden={!expanded}>
        <MoreFilters filters={filters} onChange={onChange} onClear={onClear} />
      </div>
    </search>
  );
}

function StatusFilter({
  value,
  onChange,
}: {
  value: Status | undefined;
  onChange(status: Status | undefined): void;
}): ReactElement {
  const choices = [['all', 'All'] as const, ...options(statusLabels)];
  return (
    <ToggleGroup
      aria-label="Status"
      value={[value ?? 'all']}
      onValueChange={([chosen]) => {
        const status = options(statusLabels).find(([option]) => option === chosen)?.[0];
        onChange(status);
      }}
      className="flex rounded-lg bg-sunken p-0.5 ring-1 ring-line"
    >
      {choices.map(([option, text]) => (
        <Toggle
          key={option}
          value={option}
          className="min-h-8 pointer-coarse:min-h-10 rounded-md px-2.5 text-sm font-medium text-muted hover:text-ink data-[pressed]:bg-raised data-[pressed]:text-ink data-[pressed]:shadow-panel data-[pressed]:ring-1 data-[pressed]:ring-line forced-colors:data-[pressed]:bg-[Highlight] forced-colors:data-[pressed]:text-[HighlightText] forced-colors:data-[pressed]:[forced-color-adjust:none]"
        >
          {text}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

function MoreFilters({
  filters,
  onChange,
  onClear,
}: Pick<FilterBarProps, 'filters' | 'onChange' | 'onClear'>): ReactElement {
  const tags = trpc.tasks.tags.useQuery().data ?? [];
  const sort = filters.sort ?? 'created';
  const order = filters.order ?? defaultOrder(sort);
  // A tag of the address stays on offer even if no task carries it any more.
  const known = filters.tag === undefined ? tags : [...new Set([...tags, filters.tag])].toSorted();
  const any = ['', 'Any'] as const;
  return (
    <div className="flex flex-wrap items-end gap-2 pt-3">
      <SelectField<Priority | ''>
        label="Priority"
        value={filters.priority ?? ''}
        options={[any, ...options(priorityLabels)]}
        onChange={(priority) => onChange({ priority: priority === '' ? undefined : priority })}
      />
      <SelectField<DueFilter | ''>
        label="Due"
        value={filters.due ?? ''}
        options={[any, ...options(dueLabels)]}
        onChange={(due) => onChange({ due: due === '' ? undefined : due })}
      />
      <SelectField<string>
        label="Tag"
        value={filters.tag ?? ''}
        options={[any, ...known.map((tag) => [tag, tag] as const)]}
        onChange={(tag) => onChange({ tag: tag === '' ? undefined : tag })}
      />
      <SelectField<Sort>
        label="Sort by"
        value={sort}
        options={options(sortLabels)}
        onChange={(next) =>
          onChange({ sort: next === 'created' ? undefined : next, order: undefined })
        }
      />
      <Button
        size="small"
        aria-label={order === 'asc' ? 'Order: ascending' : 'Order: descending'}
        onClick={() => {
          const next = order === 'asc' ? 'desc' : 'asc';
          onChange({ order: next === defaultOrder(sort) ? undefined : next });
        }}
      >
        <ArrowUpIcon
          className={`size-4 transition-transform ${order === 'asc' ? '' : 'rotate-180'}`}
        />
        {order === 'asc' ? 'Ascending' : 'Descending'}
      </Button>
      {isFiltered(filters) ? (
        <Button size="small" look="ghost" onClick={onClear}>
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}
