import type { ModelOption, ToolOption } from '@openai/chatkit';
import type { ViewContext } from './context.ts';
import { attachButton } from './upload-list.ts';
import { dictationButton } from './dictation.ts';
import { h } from './h.ts';
import type { Child, VNode } from './h.ts';
import { icon } from './icon.ts';
import { menu } from './menu.ts';

/** The small buttons beside the text: files, tags, tools, models, dictation. Null without any. */
export function composerTools(context: ViewContext): VNode | null {
  const { options, strings } = context;
  const { attachments, tools = [], models = [], dictation } = options.composer ?? {};
  const { entities } = options;
  const hasMention = entities?.showComposerMenu === true && entities.onTagSearch !== undefined;
  const children: Child[] = [
    attachments?.enabled === true && attachButton(context),
    hasMention &&
      h(
        'button',
        {
          key: 'mention',
          type: 'button',
          class: 'icon-button',
          'aria-label': strings.mention,
          title: strings.mention,
          onclick: () => insertMention(context),
        },
        h('span', { class: 'at', 'aria-hidden': 'true' }, '@'),
      ),
    tools.filter(({ pinned }) => pinned === true).map((tool) => pinnedTool(tool, context)),
    toolMenu(tools, context),
  ];
  const ends: Child[] = [
    models.length > 0 && modelMenu(models, context),
    dictation?.enabled === true && dictationButton(context),
  ];
  const isEmpty = [...children.flat(), ...ends].every(
    (child) => typeof child !== 'object' || child === null,
  );
  if (isEmpty) return null;
  return h(
    'div',
    { key: 'tools', class: 'composer-tools' },
    children,
    h('span', { key: 'gap', class: 'gap' }),
    ends,
  );
}

/** The tool with this id, if the options still have it. */
export function toolOf(id: string | null, context: ViewContext): ToolOption | undefined {
  return context.options.composer?.tools?.find((tool) => tool.id === id);
}

/** Chooses a tool, or none. */
export function selectTool(toolId: string | null, source: string, context: ViewContext): void {
  if (context.chat.composer.get().toolId === toolId) return;
  context.chat.composer.set({ toolId });
  context.emit('tool.change', { toolId });
  context.emit('log', { name: 'composer.tool.select', data: { toolId, source } });
}

function pinnedTool(tool: ToolOption, context: ViewContext): VNode {
  const isOn = context.chat.composer.get().toolId === tool.id;
  return h(
    'button',
    {
      key: `tool-${tool.id}`,
      type: 'button',
      class: ['chip-button', isOn && 'on'],
      'aria-pressed': String(isOn),
      onclick: () => selectTool(isOn ? null : tool.id, 'pinned', context),
    },
    icon(tool.icon),
    h('span', null, tool.shortLabel ?? tool.label),
  );
}

function toolMenu(tools: readonly ToolOption[], context: ViewContext): Child {
  const { chat, strings } = context;
  const inMenu = tools.filter(({ pinned }) => pinned !== true);
  if (inMenu.length === 0) return null;
  const chosen = inMenu.find(({ id }) => id === chat.composer.get().toolId);
  return [
    menu(
      {
        name: 'tools',
        label: strings.tools,
        button: chosen === undefined ? [icon('sliders')] : [icon(chosen.icon)],
        items: inMenu.map((tool) => ({
          id: tool.id,
          label: tool.label,
          icon: tool.icon,
          isOn: tool === chosen,
          choose: () => selectTool(tool === chosen ? null : tool.id, 'menu', context),
        })),
      },
      context,
    ),
    chosen !== undefined &&
      h(
        'button',
        {
          key: 'chosen-tool',
          type: 'button',
          class: 'chip-button on',
          'aria-label': `${strings.clearTool}: ${chosen.label}`,
          onclick: () => selectTool(null, 'composer', context),
        },
        h('span', null, chosen.shortLabel ?? chosen.label),
        icon('close'),
      ),
  ];
}

function modelMenu(models: readonly ModelOption[], context: ViewContext): VNode {
  const { chat, strings } = context;
  const chosen = modelOf(context);
  return menu(
    {
      name: 'models',
      label: strings.models,
      ...(chosen !== undefined && { shown: chosen.label }),
      button: [h('span', { key: 'name' }, chosen?.label ?? strings.models), icon('chevron-down')],
      items: models.map((model) => ({
        id: model.id,
        label: model.label,
        isOn: model === chosen,
        ...(model.description !== undefined && { description: model.description }),
        ...(model.disabled === true && { disabled: true }),
        choose: () => chat.composer.set({ modelId: model.id }),
      })),
    },
    context,
  );
}

/** The model that will answer: the chosen one, else the default one, else the first. */
export function modelOf(context: ViewContext): ModelOption | undefined {
  const { models = [] } = context.options.composer ?? {};
  return (
    models.find(({ id }) => id === context.chat.composer.get().modelId) ??
    models.find((model) => model.default === true) ??
    models.find((model) => model.disabled !== true)
  );
}

function insertMention(context: ViewContext): void {
  const field = context.find<HTMLTextAreaElement>('textarea');
  if (field === null) return;
  field.focus();
  const before = field.value.slice(0, field.selectionStart);
  const mark = before === '' || /\s$/.test(before) ? '@' : ' @';
  field.setRangeText(mark, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
