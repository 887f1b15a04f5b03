import type { Widgets } from '@openai/chatkit';
import { expectTypeOf, test } from 'vitest';
import type {
  ButtonNode,
  CaptionNode,
  ChartNode,
  CurveType,
  IconNode,
  ImageNode,
  RadioGroupNode,
  SelectNode,
  TableCellNode,
  TextareaNode,
  TitleNode,
  TransitionNode,
  WidgetNode,
  WidgetRoot,
  WidgetStatus,
} from '../index.ts';

type Given<T> = NonNullable<T>;

test('every widget of the types of the official client is one of ours (protocol C.1)', () => {
  expectTypeOf<Widgets.WidgetRoot>().toExtend<WidgetRoot>();
  expectTypeOf<Widgets.WidgetComponent>().toExtend<WidgetNode>();
  expectTypeOf<Widgets.ListViewItem>().toExtend<WidgetNode>();
});

test('the values of properties are those of the official client', () => {
  expectTypeOf<TitleNode['size']>().toEqualTypeOf<Widgets.Title['size']>();
  expectTypeOf<CaptionNode['size']>().toEqualTypeOf<Widgets.Caption['size']>();
  expectTypeOf<IconNode['size']>().toEqualTypeOf<Widgets.Icon['size']>();
  expectTypeOf<ButtonNode['color']>().toEqualTypeOf<Widgets.Button['color']>();
  expectTypeOf<ButtonNode['variant']>().toEqualTypeOf<Widgets.Button['variant']>();
  expectTypeOf<ButtonNode['size']>().toEqualTypeOf<Widgets.Button['size']>();
  expectTypeOf<ImageNode['position']>().toEqualTypeOf<Widgets.Image['position']>();
  expectTypeOf<ImageNode['radius']>().toEqualTypeOf<Widgets.Image['radius']>();
  expectTypeOf<TextareaNode['gutterSize']>().toEqualTypeOf<Widgets.Textarea['gutterSize']>();
  expectTypeOf<TableCellNode['colSize']>().toEqualTypeOf<Widgets.TableCell['colSize']>();
  expectTypeOf<TableCellNode['vAlign']>().toEqualTypeOf<Widgets.TableCell['vAlign']>();
});

test('what only the reference server knows is there too', () => {
  expectTypeOf<{ value: 'a'; label: 'A'; disabled: true; description: 'b' }>().toExtend<
    SelectNode['options'][number]
  >();
  expectTypeOf<Given<RadioGroupNode['options']>[number]>().not.toHaveProperty('description');
  expectTypeOf<ImageNode>().toHaveProperty('background');
  expectTypeOf<ImageNode>().toHaveProperty('flex');
  expectTypeOf<SelectNode>().toHaveProperty('searchable');
  expectTypeOf<null>().toExtend<TransitionNode['children']>();
  expectTypeOf<{ text: 'a'; icon: 'lucide:milk' }>().toExtend<WidgetStatus>();
  expectTypeOf<'clock' | 'dot' | 'vendor:acme'>().toExtend<IconNode['name']>();
  expectTypeOf<ChartNode>().not.toHaveProperty('radius');
  expectTypeOf<ChartNode['series'][number]['type']>().toEqualTypeOf<'area' | 'bar' | 'line'>();
  // Fifteen ways to draw a line between points.
  expectTypeOf<CurveType>().toEqualTypeOf<
    | 'basis'
    | 'basisClosed'
    | 'basisOpen'
    | 'bump'
    | 'bumpX'
    | 'bumpY'
    | 'linear'
    | 'linearClosed'
    | 'monotone'
    | 'monotoneX'
    | 'monotoneY'
    | 'natural'
    | 'step'
    | 'stepAfter'
    | 'stepBefore'
  >();
});
