import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyItem } from '../testing/sample-items.ts';
import { dateSchema } from './dates.ts';
import type { ThreadItem } from './index.ts';
import {
  builtInIcons,
  chatKitRequestSchema,
  iconNameSchema,
  parseDate,
  taskSchema,
  threadItemSchema,
  threadMetadataSchema,
  threadSchema,
  threadStreamEventSchema,
  widgetRootSchema,
} from './index.ts';

function twoDigits(max: number): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0'));
}

function isoOrNothing(text: string): string | undefined {
  try {
    return parseDate(text).toISOString();
  } catch {
    return undefined;
  }
}

describe('dates', () => {
  test('the short way for our own texts reads each as the long way does', () => {
    const parts = fc.tuple(...[13, 32, 25, 60, 60].map(twoDigits));
    fc.assert(
      fc.property(parts, ([month, day, hour, minute, second]) => {
        const text = `2026-${month}-${day}T${hour}:${minute}:${second}.120Z`;
        expect(dateSchema.safeParse(text).data).toBe(isoOrNothing(text));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['2026-11-21T02:29:14.244413', '2026-11-21T02:29:14.244Z'],
    ['2026-11-21T02:29:14', '2026-11-21T02:29:14.000Z'],
    ['2026-11-21 02:29:14', '2026-11-21T02:29:14.000Z'],
    ['2026-11-21T02:29:14Z', '2026-11-21T02:29:14.000Z'],
    ['2026-11-21T02:29:14.5+02:00', '2026-11-21T00:29:14.500Z'],
    ['2026-11-21T02:29:14-0330', '2026-11-21T05:59:14.000Z'],
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
  ])('%s is read as %s', (text, iso) => {
    expect(parseDate(text).toISOString()).toBe(iso);
  });

  test.each(['', 'yesterday', '1', '2026-13-01T00:00:00Z', '21/11/2026'])(
    '%j is refused',
    (text) => {
      expect(() => parseDate(text)).toThrow(RangeError);
    },
  );
});

describe('rows of other writers', () => {
  const base = { id: 'i', thread_id: 't', created_at: '2026-11-21T02:29:14.244413' };

  test('null reads as missing, and defaults are filled in', () => {
    const row = {
      ...base,
      type: 'user_message',
      content: [{ type: 'input_tag', id: 'x', text: 'Milk', group: null }],
      attachments: null,
      quoted_text: null,
      inference_options: { tool_choice: null, model: null },
    };
    expect(threadItemSchema.parse(row)).toEqual({
      ...base,
      created_at: '2026-11-21T02:29:14.244Z',
      type: 'user_message',
      content: [{ type: 'input_tag', id: 'x', text: 'Milk', data: {}, interactive: false }],
      attachments: [],
      inference_options: {},
    });
  });

  test('null inside the application’s own data stays', () => {
    const call = { ...base, type: 'client_tool_call', call_id: 'c', name: 'n' };
    const data = { arguments: { a: null }, output: { list: [null] } };
    expect(threadItemSchema.parse({ ...call, ...data })).toMatchObject(data);
  });

  test('a thread without status or metadata is an active one', () => {
    const thread = { id: 't', title: null, created_at: '2026-11-21T00:00:00', metadata: null };
    expect(threadMetadataSchema.parse(thread)).toEqual({
      id: 't',
      created_at: '2026-11-21T00:00:00.000Z',
      status: { type: 'active' },
      metadata: {},
    });
    expect(threadSchema.parse(thread).items).toEqual({ data: [], has_more: false });
  });

  test('every type of item is read as it was written', () => {
    for (const item of everyItem('thr_1')) {
      const read: ThreadItem = threadItemSchema.parse(JSON.parse(JSON.stringify(item)));
      expect(JSON.parse(JSON.stringify(read))).toMatchObject(JSON.parse(JSON.stringify(item)));
    }
  });

  test('all of a task but its kind may be missing', () => {
    expect(taskSchema.parse({ type: 'web_search' })).toEqual({
      type: 'web_search',
      status_indicator: 'none',
      queries: [],
      sources: [],
    });
  });
});

describe('events', () => {
  test('what may be left out is filled in', () => {
    expect(threadStreamEventSchema.parse({ type: 'error', message: 'x' })).toEqual({
      type: 'error',
      code: 'custom',
      message: 'x',
      allow_retry: false,
    });
    expect(threadStreamEventSchema.parse({ type: 'client_effect', name: 'x' })).toMatchObject({
      data: {},
    });
  });

  test.each([
    {
      type: 'thread.item.updated',
      item_id: 'i',
      update: { type: 'generated_image.updated', image: { id: 'i', url: 'u' }, progress: 2 },
    },
    { type: 'thread.item.updated', item_id: 'i', update: { type: 'unheard.of' } },
    { type: 'progress_update', text: 'x', icon: 'no-such-icon' },
    { type: 'notice', level: 'loud', message: 'x' },
    { type: 'unheard.of' },
  ])('$type that no client could read is refused', (event) => {
    expect(threadStreamEventSchema.safeParse(event).success).toBe(false);
  });
});

const accepts = (name: string): boolean => iconNameSchema.safeParse(name).success;

describe('icons', () => {
  test('icons of vendors are taken', () => {
    expect(['vendor:acme', 'lucide:milk'].filter((name) => !accepts(name))).toEqual([]);
  });

  test('every built-in icon is taken', () => {
    expect(builtInIcons).toHaveLength(64);
    expect(builtInIcons.filter((name) => !accepts(name))).toEqual([]);
  });

  test('an icon nobody knows is refused', () => {
    expect(['milk', 'vendor:', 'acme:logo', ''].filter(accepts)).toEqual([]);
  });
});

describe('widgets', () => {
  test('null is left out, but for children of what is no node; defaults of actions are written out', () => {
    const payload = { id: 1, none: null, children: null };
    const confirm = { label: 'Yes', action: { type: 'yes', payload } };
    const widget = {
      type: 'Card',
      size: null,
      confirm,
      children: [null, { type: 'Transition', children: null }],
    };
    const defaults = { handler: 'server', loadingBehavior: 'auto', streaming: true };
    expect(widgetRootSchema.parse(widget)).toEqual({
      type: 'Card',
      confirm: {
        label: 'Yes',
        action: { type: 'yes', payload: { id: 1, children: null }, ...defaults },
      },
      children: [{ type: 'Transition' }],
    });
  });

  test('unknown properties and node types are passed on', () => {
    const widget = {
      type: 'Basic',
      glow: true,
      children: [{ type: 'CardCarousel', children: { type: 'Favicon', size: 3 } }],
    };
    expect(widgetRootSchema.parse(widget)).toEqual(widget);
  });

  test.each([
    [{ type: 'Text', value: 'x' }, 'cannot be the root'],
    [{ type: 'Card', children: [{ value: 'x' }] }, 'needs a type'],
    [{ type: 'Card', children: [{ type: 'Text' }] }, 'Text.value'],
    [{ type: 'Card', children: ['text'] }, 'must be an object'],
    [{ type: 'Card', children: { type: 'Select', name: 's' } }, 'Select.options'],
    [{ type: 'Card', children: [{ type: 'Button', onClickAction: 'go' }] }, 'Button.onClickAction'],
    [{ type: 'Card', id: 7 }, 'Card.id'],
    [null, 'must be an object'],
  ])('%j is refused', (widget, message) => {
    const result = widgetRootSchema.safeParse(widget);
    expect(result.error?.issues[0]?.message).toContain(message);
  });

  test('a tree without end is refused', () => {
    const knot: { type: string; children: unknown[] } = { type: 'Card', children: [] };
    knot.children.push(knot);
    expect(widgetRootSchema.safeParse(knot).success).toBe(false);
  });
});

describe('requests', () => {
  test('what the reference server coerces is coerced', () => {
    const list = { type: 'threads.list', params: { limit: '12', order: null, after: null } };
    expect(chatKitRequestSchema.parse(list)).toMatchObject({
      params: { limit: 12, order: 'desc' },
    });
  });

  test('unknown keys are ignored at every level, and `op` names an operation too', () => {
    const request = { op: 'threads.list', params: { color: 'red' }, metadata: { a: 1 }, x: 1 };
    expect(chatKitRequestSchema.parse(request)).toEqual({
      type: 'threads.list',
      params: { order: 'desc' },
    });
  });

  test('a message needs no more than its content', () => {
    const params = { input: { content: [{ type: 'input_text', text: 'x' }] } };
    expect(chatKitRequestSchema.parse({ type: 'threads.create', params })).toMatchObject({
      params: { input: { attachments: [], inference_options: {} } },
    });
  });

  test('a tool result may be null, but not missing', () => {
    const type = 'threads.add_client_tool_output';
    const parse = (params: object): boolean =>
      chatKitRequestSchema.safeParse({ type, params: { thread_id: 't', ...params } }).success;
    expect([parse({ result: null }), parse({})]).toEqual([true, false]);
  });

  test('nothing a client can send makes the reader throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const requests = [value, { type: 'threads.create', params: value }];
        for (const request of requests) {
          expect(() => chatKitRequestSchema.safeParse(request)).not.toThrow();
        }
        expect(() => threadStreamEventSchema.safeParse(value)).not.toThrow();
        expect(() => threadItemSchema.safeParse(value)).not.toThrow();
      }),
    );
  });
});
