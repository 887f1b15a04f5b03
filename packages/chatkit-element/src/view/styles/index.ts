import { composer } from './composer.ts';
import { forcedColors } from './forced-colors.ts';
import { history } from './history.ts';
import { layout } from './layout.ts';
import { message } from './message.ts';
import { tokens } from './tokens.ts';
import { widget } from './widget.ts';

let sheet: CSSStyleSheet | null = null;

/**
 * The one style sheet all elements of a page share. A constructed sheet needs no
 * `style-src 'unsafe-inline'`.
 */
export function styleSheet(): CSSStyleSheet {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(
      [tokens, layout, message, composer, history, widget, forcedColors].join('\n'),
    );
  }
  return sheet;
}
