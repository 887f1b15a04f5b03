import type { AssistantMessageItem, Source, UserMessageItem } from '../core/wire.ts';
import type { ViewContext } from './context.ts';
import { h } from './h.ts';
import type { Child, VNode } from './h.ts';
import { icon } from './icon.ts';
import { anchor, markdown } from './markdown.ts';

/** What a person said: a bubble on the reading end, with its quote and files. */
export function userMessage(item: UserMessageItem, isSent: boolean, context: ViewContext): VNode {
  const { strings } = context;
  return h(
    'article',
    { class: ['user', !isSent && 'sending'], part: 'user-message', 'aria-label': strings.userSaid },
    item.quoted_text && h('blockquote', { class: 'quote', dir: 'auto' }, item.quoted_text),
    (item.attachments ?? []).length > 0 &&
      h(
        'ul',
        { class: 'files' },
        item.attachments?.map((file) => {
          const src = file.preview_url === undefined ? null : context.urls.image(file.preview_url);
          return h(
            'li',
            { class: 'file', title: file.name },
            src === null
              ? icon('document')
              : h('img', { src, alt: '', loading: 'lazy', referrerpolicy: 'no-referrer' }),
            h('span', null, file.name),
          );
        }),
      ),
    h(
      'div',
      { class: 'bubble', part: 'user-bubble', dir: 'auto', lang: context.lang },
      item.content.map((part) => (part.type === 'input_tag' ? tag(part, context) : part.text)),
    ),
  );
}

function tag(
  part: Extract<UserMessageItem['content'][number], { type: 'input_tag' }>,
  context: ViewContext,
): VNode {
  const { onClick } = context.options.entities ?? {};
  if (part.interactive !== true || onClick === undefined) {
    return h('span', { class: 'tag' }, `@${part.text}`);
  }
  const entity = {
    id: part.id,
    title: part.text,
    interactive: true,
    data: part.data as Record<string, string>,
  };
  const click = (): void => context.run(() => onClick(entity));
  return h('button', { type: 'button', class: 'tag', onclick: click }, `@${part.text}`);
}

/** What the assistant said: plain Markdown on the page, then its sources. */
export function assistantMessage(item: AssistantMessageItem, context: ViewContext): VNode {
  const parts = item.content ?? [];
  const sources = parts.flatMap((part) => (part.annotations ?? []).map(({ source }) => source));
  return h(
    'article',
    { class: 'assistant', part: 'assistant-message', 'aria-label': context.strings.assistantSaid },
    parts.map((part) => markdown(part.text ?? '', context.markdown)),
    sources.length > 0 && sourceList(sources, context),
  );
}

function sourceList(sources: readonly Source[], context: ViewContext): VNode {
  const seen = new Set<string>();
  const shown = sources.filter((source) => {
    const id = `${source.type}:${source.url ?? source.id ?? source.filename ?? source.title}`;
    return !seen.has(id) && seen.add(id);
  });
  return h(
    'ul',
    { class: 'sources', 'aria-label': context.strings.sources },
    shown.map((source, at) => h('li', { key: String(at) }, sourceOf(source, context))),
  );
}

/** One source as a link, a button or a plain name. */
export function sourceOf(source: Source, context: ViewContext): Child {
  const name = source.label ?? source.title ?? source.filename ?? source.url ?? '';
  if (source.type === 'url') {
    const href = context.urls.link(source.url ?? '');
    return href === null ? name : anchor(href, [icon('globe'), h('span', null, name)]);
  }
  const { onClick } = context.options.entities ?? {};
  if (source.type === 'entity' && source.interactive === true && onClick !== undefined) {
    const entity = {
      id: source.id ?? '',
      title: name,
      interactive: true,
      data: (source.data ?? {}) as Record<string, string>,
    };
    const click = (): void => context.run(() => onClick(entity));
    return h(
      'button',
      { type: 'button', onclick: click },
      icon(source.icon ?? 'dot'),
      h('span', null, name),
    );
  }
  return h('span', null, icon(source.icon ?? 'document'), h('span', null, name));
}

/** The words of an answer, for the clipboard and for screen readers. */
export function plainTextOf(item: AssistantMessageItem): string {
  return (item.content ?? []).map((part) => part.text ?? '').join('\n\n');
}
