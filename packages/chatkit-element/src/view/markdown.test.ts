import { describe, expect, it } from 'vitest';
import type { VNode } from './h.ts';
import { markdown } from './markdown.ts';
import type { MarkdownContext } from './markdown.ts';
import { createUrlPolicy } from './urls.ts';

const followed: unknown[] = [];
const context: MarkdownContext = {
  urls: createUrlPolicy('https://api.example/chat', 'https://app.example/', ['img.example']),
  strings: { copyCode: 'Copy code', image: 'Image', table: 'Table' },
  onCopy: () => undefined,
  onDeepLink: (name, data) => void followed.push({ name, data }),
};

/** The drawn tree as text: `tag[attributes](children)`. */
function sketch(node: VNode | string): string {
  if (typeof node === 'string') return node;
  if (node.memo !== undefined) return sketch(node.memo.draw());
  const attributes = ['href', 'src', 'target', 'rel']
    .filter((name) => node.props[name] !== undefined)
    .map((name) => `${name}=${String(node.props[name])}`)
    .join(' ');
  const inner = node.children.map(sketch).join('');
  return `<${node.tag}${attributes === '' ? '' : ` ${attributes}`}>${inner}</${node.tag}>`;
}

const draw = (source: string): string =>
  sketch(markdown(source, context)).replace(/^<div>|<\/div>$/g, '');
const REST = 'target=_blank rel=noopener noreferrer nofollow';

describe('markdown', () => {
  it('draws blocks and inline marks', () => {
    expect(draw('# A\n\n**b** *c* ~~d~~ `e`')).toBe(
      '<h3>A</h3><p><strong>b</strong> <em>c</em> <del>d</del> <code>e</code></p>',
    );
    expect(draw('1. a\n2. b\n   - c')).toContain('<ul><li><span>c</span></li></ul>');
    expect(draw('> q')).toBe('<blockquote><p>q</p></blockquote>');
    expect(draw('| a |\n| - |\n| **b** |')).toContain('<td><strong>b</strong></td>');
  });

  it('shows HTML as the text it is', () => {
    const source = '<img src=x onerror=alert(1)> and <b>bold</b>';
    expect(draw(source)).toBe(`<p>${source}</p>`);
    expect(draw('<script>alert(1)</script>')).toBe('<p><script>alert(1)</script></p>');
    const tags = new Set<string>();
    collectTags(markdown('<iframe src="https://x.example"></iframe>\n\n<b>x</b>', context), tags);
    expect([...tags].toSorted()).toEqual(['div', 'p']);
  });

  it('links only to http, https and mailto', () => {
    expect(draw('[a](https://x.example/?b=1&amp;c)')).toBe(
      `<p><a href=https://x.example/?b=1&c ${REST}>a</a></p>`,
    );
    expect(draw('[m](mailto:a@b.example)')).toContain('href=mailto:a@b.example');
    expect(draw('[r](/tasks)')).toContain('href=https://app.example/tasks');
    for (const target of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      '&#106;avascript:alert(1)',
      'java\tscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'http://[',
    ]) {
      expect(draw(`[a](<${target}>)`)).not.toContain('href');
    }
  });

  it('loads images from allowed hosts only and links to the others', () => {
    expect(draw('![a](https://img.example/1.png)')).toContain(
      '<img src=https://img.example/1.png>',
    );
    expect(draw('![a](https://api.example/1.png)')).toContain('<img src=');
    expect(draw('![a](https://tracker.example/1.png)')).toBe(
      `<p><a href=https://tracker.example/1.png ${REST}>a</a></p>`,
    );
    expect(draw('![](javascript:alert(1))')).toBe('<p>Image</p>');
  });

  it('turns chatkit-link into an event instead of a request', () => {
    let link: VNode | null = null;
    walk(markdown('[open](chatkit-link://task/7?tab=notes)', context), (node) => {
      if (node.tag === 'a') link = node;
    });
    const { props } = link as unknown as VNode;
    expect(props['href']).toBe('#');
    (props['onclick'] as (event: unknown) => void)({ preventDefault: () => undefined });
    expect(followed).toEqual([{ name: 'task/7', data: { tab: 'notes' } }]);
  });

  it('leaves a chatkit-link that is no address as text', () => {
    expect(draw('[open](<chatkit-link://[>)')).toBe('<p>open</p>');
  });

  it('resolves character references in text and leaves them in code', () => {
    expect(draw('a &amp; &#8364; &unknown; `&amp;`')).toBe(
      '<p>a & € &unknown; <code>&amp;</code></p>',
    );
  });

  it('draws a block again only when its source changed', () => {
    const before = blocks('one\n\ntwo');
    const after = blocks('one\n\ntwo more');
    expect(after[0]?.memo?.deps).toEqual(before[0]?.memo?.deps);
    expect(after[1]?.memo?.deps).not.toEqual(before[1]?.memo?.deps);
  });
});

function blocks(source: string): VNode[] {
  return markdown(source, context).children as VNode[];
}

function walk(node: VNode | string, visit: (node: VNode) => void): void {
  if (typeof node === 'string') return;
  const drawn = node.memo === undefined ? node : node.memo.draw();
  visit(drawn);
  for (const child of drawn.children) walk(child, visit);
}

function collectTags(node: VNode, tags: Set<string>): void {
  walk(node, ({ tag }) => tags.add(tag));
}
