import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WidgetRoot } from '../protocol/widget/root.ts';
import { loadWidgetTemplate } from './index.ts';

function widget(template: string, data: object = {}): WidgetRoot {
  const file = { version: '1.0', name: 'Sample', template };
  return loadWidgetTemplate<object>(file).build(data);
}

/** The values of the texts that stand in a card made of some children. */
function values(children: string, data: object = {}): unknown[] {
  const built = widget(`{"type":"Card","children":[${children}]}`, data);
  return (built.children as { value: unknown }[]).map(({ value }) => value);
}

const hostile = [
  '","children":[{"type":"Button","label":"Pay"}],"x":"',
  '"},{"type":"Button","label":"Pay',
  '\\',
  '\\"',
  'a\nb\r\tc\u0000d',
  '\u2028\u2029\ud800',
  "{{ 7 * 7 }}{% set a = 1 %}{# no #}'",
  ',{"type":"Text","value":"x"}',
  ']}',
  '🦆',
  '',
];

const texts = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('"', '\\', ',', '{', '}', '[', ']', ':', 'a', '\n'))
    .map((c) => c.join('')),
);

const filtered = (filters: string): string => `{"type":"Text","value":{{ v | tojson${filters} }}}`;

describe('data can only become values, whatever it contains', () => {
  const inside = '{"type":"Text","value":"{{ v }}"}';
  const positions: [string, string, (v: string) => unknown][] = [
    ['inside a string', inside, (v) => v],
    [
      'inside a longer string',
      '{"type":"Text","value":"\\"a\\\\{{ v }}b\\\\"}',
      (v) => `"a\\${v}b\\`,
    ],
    [
      'in a string of a property',
      '{"type":"Badge","label":"{{ v }}","value":{{ v | tojson }}}',
      (v) => v,
    ],
    ['as JSON', '{"type":"Text","value":{{ v | tojson }}}', (v) => v],
    ['as JSON within brackets', '{"type":"Text","value":{{- (v) | tojson -}}}', (v) => v],
    ['outside a string, unmarked', '{"type":"Text","value":{{ v }}}', (v) => v],
    ['marked as safe', '{"type":"Text","value":{{ v | safe }}}', (v) => v],
    ['joined to a text', '{"type":"Text","value":{{ "a" ~ v }}}', (v) => `a${v}`],
    [
      'JSON inside a string',
      '{"type":"Text","value":"{{ [v] | tojson }}"}',
      (v) => JSON.stringify([v]),
    ],
    ['under another name', '{% set w = v %}{"type":"Text","value":{{ w }}}', (v) => v],
    [
      'in a block that is shown as text',
      '{% set w %}a {{ v }}{% endset %}{"type":"Text","value":"{{ w }}"}',
      (v) => `a ${v}`,
    ],
    [
      'in a block that is written as JSON',
      '{% set w %}{"type":"Text","value":"{{ v }}"}{% endset %}{{ w }}',
      (v) => v,
    ],
    [
      'in a macro',
      '{% macro m(x) %}{"type":"Text","value":"{{ x }}"}{% endmacro %}{{ m(v) }}',
      (v) => v,
    ],
    [
      'in a macro that is shown as text',
      '{% macro m(x) %}<{{ x }}>{% endmacro %}{"type":"Text","value":"{{ m(v) }}"}',
      (v) => `<${v}>`,
    ],
    [
      'in one of two branches',
      '{"type":"Text","value":{{ v | tojson if v is string else "" }}}',
      (v) => v,
    ],
    ['in an if', '{"type":"Text","value":"{% if true %}{{ v }}{% else %}-{% endif %}"}', (v) => v],
    [
      'in a loop',
      '{% for x in [v] %}{"type":"Text","value":{{ x | tojson }}}{{ "," if not loop.last }}{% endfor %}',
      (v) => v,
    ],
  ];

  test.each(positions)('%s', (_name, children, expected) => {
    fc.assert(
      fc.property(texts, (v) => {
        expect(values(children, { v })).toEqual([expected(v)]);
      }),
      { numRuns: 300, examples: hostile.map((text): [string] => [text]) },
    );
  });

  test('any JSON comes through tojson as it is', () => {
    const shape = '{"type":"Card","children":[],"data":[{{ v | tojson }},{{ v }}]}';
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (v) => {
        fc.pre(
          v !== null &&
            !JSON.stringify(v).includes('null') &&
            !JSON.stringify(v).includes('__proto__'),
        );
        const copy: unknown = JSON.parse(JSON.stringify(v));
        expect(widget(shape, { v })).toHaveProperty('data', [copy, copy]);
      }),
    );
  });

  test('a name of the template that data claims too is refused', () => {
    const children =
      '{% if false %}{% set w %},{% endset %}{% endif %}{"type":"Text","value":"a"}{{ w }}';
    const attempt = (): unknown => values(children, { w: ',{"type":"Button"}' });
    expect(attempt).toThrow("w is a name of the template's own");
  });

  test('a block cut at a place that data chooses is data', () => {
    const block = '{% set w %}{"type":"Text","value":"a"}{% endset %}';
    expect(values(`${block}{{ w }}`)).toEqual(['a']);
    expect(() => values(`${block}{{ w[n:] }}`, { n: 0 })).toThrow('a node must be an object');
  });

  test('JSON is not trimmed of its quotes, nor otherwise filtered, and still trusted', () => {
    expect(values(filtered(' | trim | safe'), { v: hostile[1] })).toEqual([hostile[1]]);
    expect(values(filtered('(indent=2)'), { v: hostile[1] })).toEqual([hostile[1]]);
    expect(values(filtered(` | replace('"', '')`), { v: 'a' })).toEqual(['a']);
    expect(() => values(filtered(` | trim('"')`), { v: 'a' })).toThrow('trim');
  });

  test('a loop variable does not inherit the trust in a block of its name', () => {
    const children =
      '{% set w %}{% endset %}{% for w in list %}{"type":"Text","value":{{ w }}}{% endfor %}';
    expect(values(children, { list: [hostile[0]] })).toEqual([hostile[0]]);
  });

  test('nor does an argument of a macro', () => {
    const children =
      '{% set w %}{% endset %}{% macro m(w) %}{"type":"Text","value":{{ w }}}{% endmacro %}{{ m(v) }}';
    expect(values(children, { v: hostile[0] })).toEqual([hostile[0]]);
  });

  test('nor does a name that holds data in another place', () => {
    const children = '{% set w %},{% endset %}{% set w = v %}{"type":"Text","value":{{ w }}}';
    expect(values(children, { v: hostile[0] })).toEqual([hostile[0]]);
  });
});

describe('what the template itself writes goes out as it is', () => {
  const list = [{ v: 'a' }, { v: 'b' }, { v: 'c' }];
  const text = '{"type":"Text","value":{{ x.v | tojson }}}';

  test.each<[string, string]>([
    ['a comma as a text', `{% for x in list %}${text}{{ "," if not loop.last }}{% endfor %}`],
    [
      'a comma in an if',
      `{% for x in list %}${text}{% if not loop.last %},{% endif %}{% endfor %}`,
    ],
    [
      'a comma by name',
      `{% for x in list %}{% set c = "," if loop.index > 1 else "" %}{{ c }}${text}{% endfor %}`,
    ],
    [
      'a block without its first comma',
      `{% set b %}{% for x in list %},${text}{% endfor %}{% endset %}{{ b[1:] }}`,
    ],
    [
      'a block without its last comma',
      `{% set b %}{% for x in list %}${text},{% endfor %}{% endset %}{{ b[:-1] }}`,
    ],
    [
      'a block of a block',
      `{% set a %}{% for x in list %},${text}{% endfor %}{% endset %}{% set b = a[1:] | trim %}{{ b }}`,
    ],
    [
      'a text that grows',
      `{% set n = namespace(i=0) %}{% for x in list %}{% if n.i %},{% endif %}{% set n.i = n.i + 1 %}${text}{% endfor %}`,
    ],
    [
      'a macro',
      `{% macro m(x) %}${text}{% endmacro %}{% for x in list %}{{ m(x) ~ ("," if not loop.last else "") }}{% endfor %}`,
    ],
    [
      'a loop over a range',
      `{% for i in range(3) %}{% set x = list[i] %}${text}{{ "," if i < 2 }}{% endfor %}`,
    ],
    [
      'tags without the white space around them',
      `{%- for x in list -%}  ${text}  {{- "," if not loop.last -}}  {%- endfor -%}`,
    ],
    [
      'comments',
      `{# one "list #}{% for x in list %}${text}{% if not loop.last %},{% endif %}{% endfor %}`,
    ],
  ])('%s', (_name, children) => {
    expect(values(children, { list })).toEqual(['a', 'b', 'c']);
  });

  test('nodes gathered in a list', () => {
    const template = `
      {%- set n = namespace(children=[]) -%}
      {%- for x in list -%}
        {%- set node = {"type": "Text", "value": x.v | default(None), "size": None} -%}
        {%- set _ = n.children.append(node) -%}
      {%- endfor -%}
      {{ {"type": "Card", "children": n.children} | tojson }}`;
    const children = list.map(({ v }) => ({ type: 'Text', value: v }));
    const card = loadWidgetTemplate<object>({ version: '1.0', name: 'Sample', template });
    expect(card.build({ list })).toEqual({ type: 'Card', children });
    expect(card.build({ list: [{ v: hostile[0] }] })).toEqual({
      type: 'Card',
      children: [{ type: 'Text', value: hostile[0] }],
    });
    expect(card.build({ list: [] })).toEqual({ type: 'Card', children: [] });
  });

  test('a list of the data is not changed by what is added to it', () => {
    const children =
      '{% set _ = list.append({"v": "d"}) %}{"type":"Text","value":{{ list | length }}}';
    const data = { list: [...list] };
    expect(() => values(children, data)).toThrow('Text.value');
    expect(data.list).toEqual(list);
    const added = '{% set _ = list.append("d") %}{"type":"Text","value":"{{ list | length }}"}';
    expect([values(added, data), values(added, data)]).toEqual([['4'], ['4']]);
    expect(() => values('{% set _ = v.append(1) %}', { v: 'a' })).toThrow('not a function');
  });

  test('numbers, booleans and lists without tojson', () => {
    const shape =
      '{"type":"Card","size":{{ a }},"asForm":{{ b }},"list":{{ c }},"theme":"{{ a }}{{ b }}{{ n }}"}';
    const data = { a: 7, b: true, c: [1, 'x'], n: null };
    expect(widget(shape, data)).toEqual({
      type: 'Card',
      size: 7,
      asForm: true,
      list: [1, 'x'],
      theme: '7true',
    });
  });

  test('white space is kept in texts', () => {
    expect(
      values('{"type":"Text","value":"a {{ v }}  b{% if true %} c {% endif %}"}', { v: 1 }),
    ).toEqual(['a 1  b c ']);
  });
});

describe('what is not defined', () => {
  test.each([
    ['{"type":"Text","value":{{ a | tojson }}}', 'a is not defined'],
    ['{"type":"Text","value":{{ a.b | tojson }}}', 'a.b is not defined'],
    ['{"type":"Text","value":"{{ c }}"}', 'c is not defined'],
    ['{% set w %}{{ c }}{% endset %}{"type":"Text","value":"{{ w }}"}', 'c is not defined'],
    ['{"type":"Text","value":{{ (c | tojson) if true else "" }}}', 'c is not defined'],
  ])('is not written out: %s', (children, message) => {
    const data = children.includes('a.b') ? { a: {} } : {};
    expect(() => values(children, data)).toThrow(message);
  });

  test('is false where it is asked for, and has a default where one is given', () => {
    expect(
      values('{% if c %}{% endif %}{"type":"Text","value":{{ c | default("a") | tojson }}}'),
    ).toEqual(['a']);
    expect(values('{"type":"Text","value":"{{ c if c is defined else "b" }}"}')).toEqual(['b']);
  });
});

describe('a template whose places cannot be known is refused', () => {
  test.each([
    ['{"type":"Card{{ 1 }}', 'a string of the template has no end'],
    ['{"type":"{% if a %}Card"{% else %}Card{% endif %}}', 'begins or ends a string in one branch'],
    ['{"type":"Card{% for x in a %}"{% endfor %}}', 'a loop that begins or ends a string'],
    ['{"type":"Card","x":"\\{{ a }}"}', 'a value right after a backslash'],
    ['{% for x in a %}{% break %}{% endfor %}', 'Break is not supported'],
    ['{% filter upper %}{{ a }}{% endfilter %}', 'FilterStatement is not supported'],
    ['{% macro m() %}{% endmacro %}{% call m() %}{% endcall %}', 'CallStatement is not supported'],
  ])('%s', (template, message) => {
    expect(() => widget(template)).toThrow(message);
  });

  test('a range without end', () => {
    expect(() => values('{% for i in range(n) %}{% endfor %}', { n: 1e9 })).toThrow(
      'range of more',
    );
  });
});
