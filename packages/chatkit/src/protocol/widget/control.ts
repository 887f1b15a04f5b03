import type { IconName } from '../icons.ts';
import type { ActionConfig } from './action.ts';
import type { ControlSize, NodeBase } from './style.ts';

/** A button. */
export interface ButtonNode extends NodeBase<'Button'> {
  /** Submits the form around it. */
  submit?: boolean | undefined;
  label?: string | undefined;
  onClickAction?: ActionConfig | undefined;
  iconStart?: IconName | undefined;
  iconEnd?: IconName | undefined;
  style?: 'primary' | 'secondary' | undefined;
  iconSize?: 'sm' | 'md' | 'lg' | 'xl' | '2xl' | undefined;
  color?:
    | 'primary'
    | 'secondary'
    | 'info'
    | 'discovery'
    | 'success'
    | 'caution'
    | 'warning'
    | 'danger'
    | undefined;
  variant?: 'solid' | 'soft' | 'outline' | 'ghost' | undefined;
  size?: ControlSize | undefined;
  pill?: boolean | undefined;
  uniform?: boolean | undefined;
  block?: boolean | undefined;
  disabled?: boolean | undefined;
}

interface TextField {
  name: string;
  defaultValue?: string | undefined;
  required?: boolean | undefined;
  pattern?: string | undefined;
  placeholder?: string | undefined;
  allowAutofillExtensions?: boolean | undefined;
  autoSelect?: boolean | undefined;
  autoFocus?: boolean | undefined;
  disabled?: boolean | undefined;
  variant?: 'soft' | 'outline' | undefined;
  size?: ControlSize | undefined;
  gutterSize?: '2xs' | 'xs' | 'sm' | 'md' | 'lg' | 'xl' | undefined;
}

/** A field of one line. */
export interface InputNode extends NodeBase<'Input'>, TextField {
  inputType?: 'number' | 'email' | 'text' | 'password' | 'tel' | 'url' | undefined;
  pill?: boolean | undefined;
}

/** A field of several lines. */
export interface TextareaNode extends NodeBase<'Textarea'>, TextField {
  rows?: number | undefined;
  autoResize?: boolean | undefined;
  maxRows?: number | undefined;
}

interface Picker {
  name: string;
  onChangeAction?: ActionConfig | undefined;
  placeholder?: string | undefined;
  defaultValue?: string | undefined;
  variant?: 'solid' | 'soft' | 'outline' | 'ghost' | undefined;
  size?: ControlSize | undefined;
  pill?: boolean | undefined;
  block?: boolean | undefined;
  clearable?: boolean | undefined;
  disabled?: boolean | undefined;
}

/** One choice of a select or radio group. */
export interface ChoiceOption {
  value: string;
  label: string;
  disabled?: boolean | undefined;
}

/** One choice of a select, which has room for a second line. */
export interface SelectOption extends ChoiceOption {
  description?: string | undefined;
}

/** A menu of choices. */
export interface SelectNode extends NodeBase<'Select'>, Picker {
  options: SelectOption[];
  /** Whether the choices can be searched. @default more than 15 of them */
  searchable?: boolean | undefined;
}

/** A calendar field; dates are ISO. */
export interface DatePickerNode extends NodeBase<'DatePicker'>, Picker {
  min?: string | undefined;
  max?: string | undefined;
  side?: 'top' | 'bottom' | 'left' | 'right' | undefined;
  align?: 'start' | 'center' | 'end' | undefined;
}

/** A box to tick. */
export interface CheckboxNode extends NodeBase<'Checkbox'> {
  name: string;
  label?: string | undefined;
  defaultChecked?: boolean | undefined;
  onChangeAction?: ActionConfig | undefined;
  disabled?: boolean | undefined;
  required?: boolean | undefined;
}

/** Choices of which one holds. */
export interface RadioGroupNode extends NodeBase<'RadioGroup'> {
  name: string;
  options?: ChoiceOption[] | undefined;
  /** @default the name */
  ariaLabel?: string | undefined;
  onChangeAction?: ActionConfig | undefined;
  defaultValue?: string | undefined;
  direction?: 'row' | 'col' | undefined;
  disabled?: boolean | undefined;
  required?: boolean | undefined;
}
