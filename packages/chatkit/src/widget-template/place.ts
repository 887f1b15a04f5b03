/** Where in the JSON a text has come to; `text` is a block that is escaped later. */
export type Place = 'json' | 'string' | 'backslash' | 'text';

/** The place after a text of the template that began at another. */
export function placeAfter(text: string, start: Place): Place {
  let place = start;
  for (const character of text) {
    if (place === 'backslash') place = 'string';
    else if (place === 'string' && character === '\\') place = 'backslash';
    else if (place === 'string' && character === '"') place = 'json';
    else if (place === 'json' && character === '"') place = 'string';
  }
  return place;
}
