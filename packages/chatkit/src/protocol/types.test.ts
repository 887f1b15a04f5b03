import { expectTypeOf, test } from 'vitest';
import type {
  ActionConfig,
  IconName,
  ThreadItem,
  ThreadStreamEvent,
  WidgetNode,
  WidgetRoot,
} from './index.ts';

test('what no client could draw does not compile', () => {
  expectTypeOf<{ type: 'Text'; value: string }>().toExtend<WidgetNode>();
  expectTypeOf<{ type: 'Text' }>().not.toExtend<WidgetNode>();
  expectTypeOf<{ type: 'Select'; name: string }>().not.toExtend<WidgetNode>();
  expectTypeOf<{ type: 'Text'; value: string }>().not.toExtend<WidgetRoot>();
  expectTypeOf<{ type: 'go'; handler: 'page' }>().not.toExtend<ActionConfig>();
  expectTypeOf<'lucide:milk'>().toExtend<IconName>();
  expectTypeOf<'milk'>().not.toExtend<IconName>();
});

test('items and events are told apart by their type', () => {
  expectTypeOf<Extract<ThreadItem, { type: 'user_message' }>['attachments']>().toBeArray();
  expectTypeOf<{ type: 'thread.item.done' }>().not.toExtend<ThreadStreamEvent>();
  expectTypeOf<{
    type: 'thread.item.stored';
    item: ThreadItem;
  }>().not.toExtend<ThreadStreamEvent>();
});
