/** What can be wrong with a widget template, as a closed list. */
export type WidgetTemplateErrorCode =
  | 'invalid_definition'
  | 'invalid_data'
  | 'render_failed'
  | 'invalid_output';

/**
 * A template that cannot be loaded, data that does not fit it, or a result that is no widget.
 *
 * The message names the template and the place, and never a value of the data.
 */
export class WidgetTemplateError extends Error {
  readonly code: WidgetTemplateErrorCode;

  constructor(code: WidgetTemplateErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WidgetTemplateError';
    this.code = code;
  }
}
