import type { StartScreenPrompt } from '@openai/chatkit';
import type { UserContent } from '../core/wire.ts';
import { modelOf } from './composer-tools.ts';
import type { ViewContext } from './context.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';
import { icon } from './icon.ts';

/** What an empty chat shows: a greeting and things to ask. */
export function startScreen(context: ViewContext): VNode {
  const { greeting, prompts = [] } = context.options.startScreen ?? {};
  return h(
    'div',
    { key: 'start', class: 'start', part: 'start-screen' },
    h(
      'h2',
      { class: 'greeting', dir: 'auto', lang: greeting === undefined ? undefined : context.lang },
      greeting ?? context.strings.greeting,
    ),
    prompts.length > 0 &&
      h(
        'ul',
        { class: 'prompts' },
        prompts.map((prompt, at) => h('li', { key: String(at) }, promptButton(prompt, context))),
      ),
  );
}

function promptButton(prompt: StartScreenPrompt, context: ViewContext): VNode {
  const { chat } = context;
  const ask = (): void => {
    context.emit('log', { name: 'startScreenPrompt.select' });
    const { toolId } = chat.composer.get();
    const modelId = modelOf(context)?.id ?? null;
    const content = contentOf(prompt.prompt);
    const draft = { content, attachments: [], quotedText: null, toolId, modelId };
    context.run(() => chat.send(draft));
    // The button is about to go; writing on is what comes next.
    context.focus('textarea');
  };
  return h(
    'button',
    { type: 'button', class: 'prompt', part: 'prompt', onclick: ask },
    prompt.icon !== undefined && icon(prompt.icon),
    h('span', { dir: 'auto', lang: context.lang }, prompt.label),
  );
}

/** Host content as the wire wants it: a tag always carries `data`. */
export function contentOf(prompt: StartScreenPrompt['prompt']): UserContent[] {
  if (typeof prompt === 'string') return [{ type: 'input_text', text: prompt }];
  return prompt.map((part) =>
    part.type === 'input_tag' ? { ...part, data: part.data ?? {} } : part,
  );
}
