import { oneLine } from './oneLine';

/** Text from outside as one cell of a table, or inside a sentence: no line break, no column, no markup of its own. */
export function markdownCell(text: string): string {
  return oneLine(text).replace(/[\\|<>`*_[\]]/g, '\\$&');
}
