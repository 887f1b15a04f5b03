import { describe, expectTypeOf, it } from 'vitest';
import type * as server from '@parley/chatkit/protocol';
import type { Page, StreamEvent, ThreadItem, ThreadStatus, WidgetNode } from './wire.ts';

type Hidden = server.HiddenContextItem | server.SdkHiddenContextItem;

describe('what the server may send', () => {
  it('is what this client reads', () => {
    expectTypeOf<Exclude<server.ThreadItem, Hidden>['type']>().toEqualTypeOf<ThreadItem['type']>();
    expectTypeOf<server.ThreadStreamEvent['type']>().toEqualTypeOf<StreamEvent['type']>();
    expectTypeOf<server.ThreadStatus['type']>().toEqualTypeOf<ThreadStatus['type']>();
    expectTypeOf<server.Page<string>['data']>().toEqualTypeOf<Page<string>['data']>();
    expectTypeOf<server.WidgetRoot['type']>().toExtend<WidgetNode['type']>();
  });
});
