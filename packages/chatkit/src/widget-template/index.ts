// What is listed here is a promise: applications load their widget files with it.
export type { WidgetTemplateErrorCode } from './error.ts';
export { WidgetTemplateError } from './error.ts';
export type { WidgetTemplate } from './template.ts';
export { loadWidgetTemplate } from './template.ts';
