// What is listed here is a promise: applications build their widgets with it.
export { action } from './action.ts';
export type { Child, ContentNode, ParentProps, Props } from './build.ts';
export { button, checkbox, datePicker, input, radioGroup, select, textarea } from './control.ts';
export { chart, table, tableCell, tableRow } from './data.ts';
export {
  basic,
  box,
  card,
  col,
  divider,
  form,
  listView,
  listViewItem,
  row,
  spacer,
  transition,
} from './layout.ts';
export { badge, caption, icon, image, label, markdown, text, title } from './text.ts';
