import type { WidgetNode } from '../../core/wire.ts';
import { h } from '../h.ts';
import type { Props, VNode } from '../h.ts';
import { icon } from '../icon.ts';
import { actionOf, enterField, flag, list, text } from './node-context.ts';
import type { NodeContext } from './node-context.ts';

interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

/** A button: runs its action, or submits the form around it. */
export function buttonNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const config = actionOf(node['onClickAction']);
  const isSubmit = flag(node, 'submit');
  const label = text(node, 'label') ?? '';
  const iconStart = text(node, 'iconStart');
  const iconEnd = text(node, 'iconEnd');
  // A square has no room for words: they name the icon instead.
  const isIconOnly = flag(node, 'uniform') && (iconStart ?? iconEnd) !== undefined;
  const isBusy = context.busyControl === path;
  const blocked = config !== null && context.isBlocked(config);
  const press = (event: Event): void => {
    // Without an action of its own a submit button leaves the form to the browser.
    if (config === null) return;
    event.preventDefault();
    const from = event.currentTarget as Element;
    context.act({ config, path, auto: 'self', from, validate: isSubmit });
  };
  return h(
    'button',
    {
      type: isSubmit ? 'submit' : 'button',
      class: [
        'button',
        `tone-${toneOf(node)}`,
        variantOf(node),
        ...controlClasses(node),
        isBusy && 'busy',
      ],
      disabled: flag(node, 'disabled'),
      // Not `disabled`: that would throw the focus away while a response runs.
      'aria-disabled': blocked ? 'true' : undefined,
      'aria-busy': isBusy ? 'true' : undefined,
      'aria-label':
        isIconOnly || label === '' ? label || (iconStart ?? iconEnd ?? 'button') : undefined,
      title: isIconOnly && label !== '' ? label : undefined,
      onclick: press,
    },
    iconStart !== undefined && icon(iconStart, `size-${text(node, 'iconSize') ?? 'sm'}`),
    label !== '' && !isIconOnly && h('span', null, label),
    iconEnd !== undefined && icon(iconEnd, `size-${text(node, 'iconSize') ?? 'sm'}`),
  );
}

function toneOf(node: WidgetNode): string {
  return text(node, 'color') ?? text(node, 'style') ?? 'secondary';
}

function variantOf(node: WidgetNode): string {
  return text(node, 'variant') ?? (text(node, 'style') === 'primary' ? 'solid' : 'soft');
}

function controlClasses(node: WidgetNode): (string | false)[] {
  return [
    `control-${text(node, 'size') ?? 'md'}`,
    flag(node, 'pill') && 'pill',
    flag(node, 'block') && 'block',
    flag(node, 'uniform') && 'uniform',
  ];
}

/** A line of text. */
export function inputNode(node: WidgetNode, context: NodeContext): VNode {
  return h('input', {
    ...fieldProps(node, context),
    type: text(node, 'inputType') ?? 'text',
    pattern: text(node, 'pattern'),
  });
}

/** Several lines of text. */
export function textareaNode(node: WidgetNode, context: NodeContext): VNode {
  const rows = typeof node['rows'] === 'number' ? node['rows'] : 3;
  const props = fieldProps(node, context);
  return h('textarea', {
    ...props,
    rows,
    class: [...(props.class as string[]), flag(node, 'autoResize') && 'auto-resize'],
    style:
      typeof node['maxRows'] === 'number' ? { 'max-height': `${node['maxRows'] * 1.5 + 1}em` } : {},
  });
}

function fieldProps(node: WidgetNode, context: NodeContext): Props {
  const name = text(node, 'name') ?? '';
  return {
    id: `${context.item.id}-${name}`,
    class: ['control', text(node, 'variant') ?? 'outline', ...controlClasses(node)].filter(isText),
    'data-field': name,
    name,
    value: text(node, 'defaultValue') ?? '',
    placeholder: text(node, 'placeholder'),
    required: flag(node, 'required'),
    disabled: flag(node, 'disabled'),
    autocomplete: flag(node, 'allowAutofillExtensions') ? undefined : 'off',
    'aria-label': context.labelled.has(name) ? undefined : (text(node, 'placeholder') ?? name),
    ref: enterField(node),
  };
}

function isText(value: string | false): value is string {
  return value !== false;
}

/** One of several options, as the platform's own list. */
export function selectNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const {
    ref: _ref,
    value: _value,
    placeholder: _placeholder,
    ...props
  } = fieldProps(node, context);
  const chosen = text(node, 'defaultValue');
  const placeholder = text(node, 'placeholder') ?? context.view.strings.choose;
  const isEmptyAllowed = chosen === undefined || flag(node, 'clearable');
  return h(
    'select',
    { ...props, onchange: changed(node, path, context, 'none') },
    isEmptyAllowed &&
      h('option', { key: '', value: '', selected: chosen === undefined }, placeholder),
    list<Option>(node, 'options').map((option) =>
      h(
        'option',
        {
          key: option.value,
          value: option.value,
          selected: option.value === chosen,
          disabled: option.disabled === true,
        },
        option.label,
      ),
    ),
  );
}

/** A day, picked with the platform's own calendar. */
export function datePickerNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const day = (name: string): string | undefined => text(node, name)?.slice(0, 10);
  return h('input', {
    ...fieldProps(node, context),
    type: 'date',
    value: day('defaultValue') ?? '',
    min: day('min'),
    max: day('max'),
    onchange: changed(node, path, context, 'self'),
  });
}

/** A box to tick. */
export function checkboxNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const name = text(node, 'name') ?? '';
  const label = text(node, 'label');
  return h(
    'label',
    { class: 'choice' },
    h('input', {
      id: `${context.item.id}-${name}`,
      type: 'checkbox',
      name,
      'data-field': name,
      checked: flag(node, 'defaultChecked') || text(node, 'defaultChecked') === 'true',
      required: flag(node, 'required'),
      disabled: flag(node, 'disabled'),
      'aria-label': label === undefined && !context.labelled.has(name) ? name : undefined,
      onchange: changed(node, path, context, 'self'),
    }),
    label !== undefined && h('span', null, label),
  );
}

/** One of a few options, all in sight. */
export function radioGroupNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const name = text(node, 'name') ?? '';
  const chosen = text(node, 'defaultValue');
  return h(
    'div',
    {
      class: ['radios', text(node, 'direction') === 'col' && 'col'],
      role: 'radiogroup',
      'aria-label': text(node, 'ariaLabel') ?? name,
    },
    list<Option>(node, 'options').map((option, at) =>
      h(
        'label',
        { key: option.value, class: 'choice' },
        h('input', {
          id: at === 0 ? `${context.item.id}-${name}` : undefined,
          type: 'radio',
          // Radios of two widgets with one field name must not exclude each other.
          name: `${context.item.id}-${path}-${name}`,
          'data-field': name,
          value: option.value,
          checked: option.value === chosen,
          required: flag(node, 'required'),
          disabled: flag(node, 'disabled') || option.disabled === true,
          onchange: changed(node, path, context, 'self'),
        }),
        h('span', null, option.label),
      ),
    ),
  );
}

/** Runs `onChangeAction` with the field's value in the payload, form or not. */
function changed(
  node: WidgetNode,
  path: string,
  context: NodeContext,
  auto: 'none' | 'self',
): ((event: Event) => void) | undefined {
  const config = actionOf(node['onChangeAction']);
  if (config === null) return undefined;
  return (event) =>
    context.act({ config, path, auto, from: event.currentTarget as Element, validate: false });
}
