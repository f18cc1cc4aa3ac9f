import { canonicalJson } from '../canonicalJson';

/** RFC 4180: quoted where it must be, quotes doubled. Null is an empty cell, an empty text is two quotes. */
export function csvCell(value: unknown): string {
  if (value === null) return '';
  const cell = typeof value === 'string' ? value : canonicalJson(value);
  return cell === '' || /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
