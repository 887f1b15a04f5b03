import { lexer } from 'marked';
import type { Token, Tokens } from 'marked';
import { decodeEntities } from './entities.ts';
import { h, memo } from './h.ts';
import type { Child, VNode } from './h.ts';
import { icon } from './icon.ts';
import type { UrlPolicy } from './urls.ts';

/** What drawing Markdown needs from its surroundings. */
export interface MarkdownContext {
  urls: UrlPolicy;
  strings: { copyCode: string; image: string; table: string };
  /** The language of the text, when it is known. */
  lang?: string | undefined;
  /** Copies text and shows that it did on the button. */
  onCopy(text: string, button: HTMLElement): void;
  /** A `chatkit-link://name?key=value` link was followed. */
  onDeepLink(name: string, data: Record<string, string>): void;
}

/** Headings of a message begin below the title of the chat, and none is left out below that. */
const TOP_HEADING = 3;

/**
 * Markdown (GitHub flavour) as elements. Only elements named here can come out and raw HTML is
 * shown as text, so nothing needs to be sanitised. Blocks that did not change are not drawn again.
 */
export function markdown(source: string, context: MarkdownContext): VNode {
  const blocks = lexer(source, { gfm: true, breaks: false }).filter(
    (token) => token.type !== 'space',
  );
  return h(
    'div',
    { class: 'md', dir: 'auto', lang: context.lang },
    blocks.map((token, at) => {
      const key = `${at}-${token.type}`;
      return memo(key, [token.raw, context], () => block(token, context) ?? h('span', null));
    }),
  );
}

function block(token: Token, context: MarkdownContext): VNode | null {
  switch (token.type) {
    case 'heading': {
      const { depth } = token as Tokens.Heading;
      const level = Math.min(Math.max(depth + 1, TOP_HEADING), 6);
      return h(`h${level}`, null, inline(token.tokens, context));
    }
    case 'paragraph':
      return h('p', null, inline(token.tokens, context));
    case 'code':
      return codeBlock(token as Tokens.Code, context);
    case 'blockquote':
      return h('blockquote', null, blocksOf(token.tokens, context));
    case 'list':
      return list(token as Tokens.List, context);
    case 'table':
      return table(token as Tokens.Table, context);
    case 'hr':
      return h('hr', null);
    case 'html':
      return h('p', null, token.raw.trim());
    case 'text':
      return h('span', null, inlineOf(token, context));
    default:
      return null;
  }
}

function blocksOf(tokens: Token[] | undefined, context: MarkdownContext): Child[] {
  return (tokens ?? []).map((token) => block(token, context));
}

function list(token: Tokens.List, context: MarkdownContext): VNode {
  const props = token.ordered && token.start !== 1 ? { start: token.start } : null;
  const items = token.items.map((item) => {
    const children = blocksOf(
      item.tokens.filter((child) => child.type !== 'checkbox'),
      context,
    );
    if (!item.task) return h('li', null, children);
    const box = h('input', {
      type: 'checkbox',
      disabled: true,
      checked: item.checked === true,
      'aria-label': item.text,
    });
    return h('li', { class: 'task' }, box, h('div', null, children));
  });
  return h(token.ordered ? 'ol' : 'ul', props, items);
}

function table(token: Tokens.Table, context: MarkdownContext): VNode {
  const row = (cells: Tokens.TableCell[], tag: 'th' | 'td'): VNode =>
    h(
      'tr',
      null,
      cells.map((cell) => {
        const style = cell.align === null ? {} : { 'text-align': cell.align };
        const props = tag === 'th' ? { scope: 'col', style } : { style };
        return h(tag, props, inline(cell.tokens, context));
      }),
    );
  // Focusable, because a wide table scrolls and must do so by keyboard as well.
  return h(
    'div',
    { class: 'table', tabindex: '0', role: 'region', 'aria-label': context.strings.table },
    h(
      'table',
      null,
      h('thead', null, row(token.header, 'th')),
      h(
        'tbody',
        null,
        token.rows.map((cells) => row(cells, 'td')),
      ),
    ),
  );
}

function codeBlock(token: Tokens.Code, context: MarkdownContext): VNode {
  const copy = (event: Event): void =>
    context.onCopy(token.text, event.currentTarget as HTMLElement);
  return h(
    'div',
    { class: 'code', dir: 'ltr' },
    h(
      'div',
      { class: 'code-head' },
      h('span', null, token.lang ?? ''),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button small',
          'aria-label': context.strings.copyCode,
          onclick: copy,
        },
        icon('copy', 'rest'),
        icon('check', 'copied'),
      ),
    ),
    h('pre', { tabindex: '0' }, h('code', null, token.text)),
  );
}

function inline(tokens: Token[] | undefined, context: MarkdownContext): Child[] {
  return (tokens ?? []).map((token) => inlineOf(token, context));
}

function inlineOf(token: Token, context: MarkdownContext): Child {
  switch (token.type) {
    case 'strong':
      return h('strong', null, inline(token.tokens, context));
    case 'em':
      return h('em', null, inline(token.tokens, context));
    case 'del':
      return h('del', null, inline(token.tokens, context));
    case 'codespan':
      return h('code', null, (token as Tokens.Codespan).text);
    case 'br':
      return h('br', null);
    case 'link':
      return link(token as Tokens.Link, context);
    case 'image':
      return image(token as Tokens.Image, context);
    case 'checkbox':
      // Drawn by the list item.
      return null;
    case 'escape':
      return (token as Tokens.Escape).text;
    case 'text':
      return token.tokens === undefined
        ? decodeEntities((token as Tokens.Text).text)
        : inline(token.tokens, context);
    default:
      return token.raw;
  }
}

function link(token: Tokens.Link, context: MarkdownContext): Child {
  const children = inline(token.tokens, context);
  const target = decodeEntities(token.href);
  if (target.startsWith('chatkit-link://')) {
    if (!URL.canParse(target)) return children;
    const url = new URL(target);
    const follow = (event: Event): void => {
      event.preventDefault();
      context.onDeepLink(url.hostname + url.pathname, Object.fromEntries(url.searchParams));
    };
    return h('a', { href: '#', onclick: follow }, children);
  }
  const href = context.urls.link(target);
  return href === null ? children : anchor(href, children);
}

function image(token: Tokens.Image, context: MarkdownContext): Child {
  const target = decodeEntities(token.href);
  const src = context.urls.image(target);
  if (src !== null) {
    return h('img', { src, alt: token.text, loading: 'lazy', referrerpolicy: 'no-referrer' });
  }
  const label = token.text === '' ? context.strings.image : token.text;
  const href = context.urls.link(target);
  return href === null ? label : anchor(href, [label]);
}

/** A link out of the page, which learns nothing of it. */
export function anchor(href: string, children: Child[]): VNode {
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, children);
}
