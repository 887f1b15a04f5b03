import type { UiState, ViewContext } from './context.ts';
import { h } from './h.ts';
import type { Child, VNode } from './h.ts';
import { icon } from './icon.ts';

/** A button of the composer with choices behind it. */
export interface MenuOptions {
  name: NonNullable<UiState['menu']>;
  label: string;
  /** What is chosen, when the button shows it: its name must contain what is seen. */
  shown?: string;
  button: Child[];
  items: readonly MenuItem[];
}

interface MenuItem {
  id: string;
  label: string;
  description?: string;
  icon?: string;
  disabled?: boolean;
  isOn: boolean;
  choose(): void;
}

/** A menu button (ARIA APG): arrows move, Escape closes, the focus returns to the button. */
export function menu(options: MenuOptions, context: ViewContext): VNode {
  const { ui } = context;
  const isOpen = ui.get().menu === options.name;
  const id = `menu-${options.name}`;
  const close = (): void => {
    ui.set({ menu: null });
    context.focus(`#${id}-button`);
  };
  return h(
    'div',
    {
      key: id,
      class: 'menu',
      onkeydown: (event: KeyboardEvent) => {
        // The state of this moment: the key may come before the menu is drawn.
        if (event.key !== 'Escape' || ui.get().menu !== options.name) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      },
      onfocusout: (event: FocusEvent) => {
        const to = event.relatedTarget as Node | null;
        if (to === null || !(event.currentTarget as Node).contains(to)) ui.set({ menu: null });
      },
    },
    h(
      'button',
      {
        key: 'button',
        id: `${id}-button`,
        type: 'button',
        class: 'chip-button plain',
        'aria-label':
          options.shown === undefined ? options.label : `${options.label}: ${options.shown}`,
        title: options.label,
        'aria-haspopup': 'menu',
        'aria-expanded': String(isOpen),
        onclick: () => ui.set({ menu: isOpen ? null : options.name }),
      },
      options.button,
    ),
    isOpen &&
      h(
        'div',
        {
          key: 'list',
          class: 'popup',
          role: 'menu',
          'aria-label': options.label,
          onkeydown: moveFocus,
          ref: (element) => focusFirst(element),
        },
        options.items.map((item) =>
          h(
            'button',
            {
              key: item.id,
              type: 'button',
              role: 'menuitemradio',
              class: 'popup-item',
              tabindex: '-1',
              disabled: item.disabled,
              'aria-checked': String(item.isOn),
              onclick: () => {
                item.choose();
                close();
              },
            },
            item.icon !== undefined && icon(item.icon),
            h(
              'span',
              { class: 'popup-text' },
              h('span', null, item.label),
              item.description !== undefined && h('small', null, item.description),
            ),
            item.isOn && icon('check'),
          ),
        ),
      ),
  );
}

function focusFirst(element: HTMLElement): void {
  const on = element.querySelector<HTMLElement>('[aria-checked="true"]');
  const first = on ?? element.querySelector<HTMLElement>('button:not(:disabled)');
  first?.focus();
}

function moveFocus(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const items = [...list.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const at = items.indexOf(event.target as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items[(next + items.length) % items.length]?.focus();
}
