import type {
  ButtonNode,
  CheckboxNode,
  DatePickerNode,
  InputNode,
  RadioGroupNode,
  SelectNode,
  TextareaNode,
} from '../protocol/widget/control.ts';
import type { Props } from './build.ts';
import { build } from './build.ts';

/** A button: a label, an icon, or both. With `submit` it sends the form around it. */
export function button(props: Props<ButtonNode>): ButtonNode {
  return build<ButtonNode>('Button', props);
}

/** A field of one line; `name` may be dotted to nest its value in the payload. */
export function input(name: string, props: Props<InputNode, 'name'> = {}): InputNode {
  return build<InputNode>('Input', { name }, props);
}

/** A field of several lines. */
export function textarea(name: string, props: Props<TextareaNode, 'name'> = {}): TextareaNode {
  return build<TextareaNode>('Textarea', { name }, props);
}

/** A menu of choices. */
export function select(name: string, props: Props<SelectNode, 'name'>): SelectNode {
  return build<SelectNode>('Select', { name }, props);
}

/** A calendar field; `defaultValue`, `min` and `max` are ISO 8601. */
export function datePicker(
  name: string,
  props: Props<DatePickerNode, 'name'> = {},
): DatePickerNode {
  return build<DatePickerNode>('DatePicker', { name }, props);
}

/** A box to tick. */
export function checkbox(name: string, props: Props<CheckboxNode, 'name'> = {}): CheckboxNode {
  return build<CheckboxNode>('Checkbox', { name }, props);
}

/** Choices of which one holds. */
export function radioGroup(
  name: string,
  props: Props<RadioGroupNode, 'name'> = {},
): RadioGroupNode {
  return build<RadioGroupNode>('RadioGroup', { name }, props);
}
