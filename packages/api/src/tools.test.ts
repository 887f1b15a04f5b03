import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { appRouter } from './router.ts';
import { toolsOf } from './tools.ts';
import { publicProcedure, router } from './trpc.ts';

const tools = toolsOf(appRouter);
const access = 'read' as const;

test('the tools are these, and only deleting asks first', () => {
  expect(tools.map((tool) => [tool.name, tool.access, tool.confirm])).toEqual([
    ['tasks.complete', 'write', false],
    ['tasks.create', 'write', false],
    ['tasks.delete', 'write', true],
    ['tasks.get', 'read', false],
    ['tasks.list', 'read', false],
    ['tasks.reopen', 'write', false],
    ['tasks.restore', 'write', false],
    ['tasks.update', 'write', false],
  ]);
});

describe.each(tools)('$name', ({ name, description, input }) => {
  test('is described', () => {
    expect(description).toMatch(/^[A-Z].{15,}\.$/);
  });

  test('has a closed object schema that names no user', () => {
    const schema = z.toJSONSchema(input, { io: 'input' });
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(JSON.stringify(schema)).not.toMatch(/user|owner/i);
  });

  test('refuses unknown keys', () => {
    const result = input.safeParse({ id: crypto.randomUUID(), title: 'x', userId: 'somebody' });
    expect(result.error?.issues.some(({ code }) => code === 'unrecognized_keys')).toBe(true);
  });

  test('calls its procedure and no other', async () => {
    const called: unknown[] = [];
    const [group = '', member = ''] = name.split('.');
    const caller = { [group]: { [member]: async (value: unknown) => called.push(value) } };
    const tool = tools.find((candidate) => candidate.name === name);
    await tool?.call(caller, { number: 1 });
    expect(called).toEqual([{ number: 1 }]);
  });
});

describe('toolsOf', () => {
  const tool = { description: 'Does something worth doing.', access };

  test('leaves out what is not marked', () => {
    expect(toolsOf(router({ plain: publicProcedure.query(() => 1) }))).toEqual([]);
  });

  test('refuses a tool without an input', () => {
    const bad = router({ bad: publicProcedure.meta({ tool }).query(() => 1) });
    expect(() => toolsOf(bad)).toThrow('bad cannot be a tool');
  });

  test('refuses a tool that streams', () => {
    const bad = router({
      bad: publicProcedure
        .meta({ tool })
        .input(z.strictObject({}))
        .subscription(async function* () {}),
    });
    expect(() => toolsOf(bad)).toThrow('bad cannot be a tool');
  });
});
