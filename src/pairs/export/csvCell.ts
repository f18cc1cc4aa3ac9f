import { canonicalJson } from '../canonicalJson';
import { guardFormula } from '../containers/formulaGuard';

/** RFC 4180: quoted where it must be, quotes doubled. Null is an empty cell, an empty text is two quotes, no text is a formula. */
export function csvCell(value: unknown): string {
  if (value === null) return '';
  const cell = typeof value === 'string' ? guardFormula(value) : canonicalJson(value);
  return cell === '' || /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
