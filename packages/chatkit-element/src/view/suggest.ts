import type { Command, Entity } from '@openai/chatkit';
import type { Tag } from '../core/composer.ts';
import type { Suggestion, Suggestions, ViewContext } from './context.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';
import { icon } from './icon.ts';

/** Looks at the text before the caret: `@…` searches entities, a leading `/…` commands. */
export function refreshSuggestions(field: HTMLTextAreaElement, context: ViewContext): void {
  const before = field.value.slice(0, field.selectionStart);
  const { entities, commands } = context.options;
  const mention = /(?:^|\s)@([^\s@]{0,50})$/.exec(before)?.[1];
  const search = entities?.onTagSearch;
  if (mention !== undefined && search !== undefined) {
    return look(context, async () =>
      ((await search(mention)) ?? []).map((entity) => entitySuggestion(entity, mention, context)),
    );
  }
  const command = /^\/(\S{0,50})$/.exec(before)?.[1];
  const find = commands?.onSearch;
  if (command !== undefined && commands?.enabled === true && find !== undefined) {
    return look(context, async () =>
      ((await find(command)) ?? []).map((one) => commandSuggestion(one, context)),
    );
  }
  if (context.ui.get().suggest !== null) context.ui.set({ suggest: null });
}

function look(context: ViewContext, search: () => Promise<Suggestion[]>): void {
  const { ui } = context;
  const mine = Symbol('search');
  // An answer that comes after a newer search, or after the popup was closed, is dropped.
  const isCurrent = (): boolean => ui.get().suggest?.search === mine;
  const items = ui.get().suggest?.items ?? [];
  ui.set({ suggest: { items, active: 0, search: mine, searching: true } });
  context.run(async () => {
    try {
      const found = await search();
      if (isCurrent()) {
        ui.set({ suggest: { items: found, active: 0, search: mine, searching: false } });
      }
    } catch (error) {
      if (isCurrent()) ui.set({ suggest: null });
      throw error;
    }
  });
}

function entitySuggestion(entity: Entity, query: string, context: ViewContext): Suggestion {
  const tag: Tag = {
    type: 'input_tag',
    id: entity.id,
    text: entity.title,
    data: entity.data ?? {},
    ...(entity.group !== undefined && { group: entity.group }),
    ...(entity.interactive !== undefined && { interactive: entity.interactive }),
  };
  return {
    id: entity.id,
    label: entity.title,
    ...(entity.icon !== undefined && { icon: entity.icon }),
    ...(entity.group !== undefined && { group: entity.group }),
    choose: () => insertTag(tag, query.length + 1, context),
  };
}

function commandSuggestion(command: Command, context: ViewContext): Suggestion {
  return {
    ...command,
    choose: () => {
      const field = context.find<HTMLTextAreaElement>('textarea');
      context.ui.set({ suggest: null });
      context.run(async () => {
        const selection = await context.options.commands?.onSelect?.(command);
        if (selection?.type === 'menu') {
          const items = selection.commands.map((next) => commandSuggestion(next, context));
          const search = Symbol('menu');
          context.ui.set({ suggest: { items, active: 0, search, searching: false } });
          return;
        }
        const written = field?.value.length ?? 0;
        if (selection?.type === 'entity') {
          entitySuggestion(
            selection.entity,
            ' '.repeat(Math.max(0, written - 1)),
            context,
          ).choose();
        } else context.chat.composer.set({ text: '' });
      });
    },
  };
}

/** Puts a tag in place of what was typed to find it. */
function insertTag(tag: Tag, typed: number, context: ViewContext): void {
  const field = context.find<HTMLTextAreaElement>('textarea');
  if (field === null) return;
  const end = field.selectionStart;
  field.setRangeText(`@${tag.text} `, Math.max(0, end - typed), end, 'end');
  const { tags } = context.chat.composer.get();
  context.chat.composer.set({ text: field.value, tags: [...tags, tag] });
  context.ui.set({ suggest: null });
  field.focus();
}

/** Handles a key for the open popup; true when it was meant for it. */
export function suggestionKey(event: KeyboardEvent, context: ViewContext): boolean {
  const { suggest } = context.ui.get();
  if (suggest === null) return false;
  const count = suggest.items.length;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === 'Escape') {
    context.ui.set({ suggest: null });
  } else if (step !== undefined && count > 0) {
    context.ui.set({ suggest: { ...suggest, active: (suggest.active + step + count) % count } });
  } else if ((event.key === 'Enter' || event.key === 'Tab') && count > 0) {
    suggest.items[suggest.active]?.choose();
  } else {
    return false;
  }
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** The popup, read through `aria-activedescendant`: the focus stays in the text. */
export function suggestionList(suggest: Suggestions, context: ViewContext): VNode {
  const { strings } = context;
  const empty = suggest.searching ? strings.searching : strings.noSuggestions;
  return h(
    'div',
    {
      key: 'suggest',
      id: 'suggestions',
      class: 'popup suggestions',
      role: 'listbox',
      'aria-label': strings.suggestions,
    },
    suggest.items.length === 0 && h('p', { class: 'caption' }, empty),
    suggest.items.map((item, at) =>
      h(
        'div',
        {
          key: item.id,
          id: `suggestion-${at}`,
          role: 'option',
          class: ['popup-item', at === suggest.active && 'active'],
          'aria-selected': String(at === suggest.active),
          // Before the text loses the focus.
          onmousedown: (event: Event) => {
            event.preventDefault();
            item.choose();
          },
        },
        icon(item.icon ?? 'dot'),
        h(
          'span',
          { class: 'popup-text' },
          h('span', null, item.label),
          item.description !== undefined && h('small', null, item.description),
        ),
        item.group !== undefined && h('small', null, item.group),
      ),
    ),
  );
}
