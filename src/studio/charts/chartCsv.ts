import { csvCell } from '../../pairs/export/csvCell';
import type { ChartTable } from './ChartTable';

/** The chart's table as CSV: numbers to their last digit, what has no value empty. The same table gives the same bytes. */
export function chartCsv({ columns, rows }: ChartTable): string {
  return [columns, ...rows.map(({ cells }) => cells)]
    .map((cells) => `${cells.map((cell) => csvCell(typeof cell === 'string' ? asText(cell) : cell)).join(',')}\r\n`)
    .join('');
}

/** A spreadsheet would take such a beginning for a formula. */
function asText(cell: string): string {
  return /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell;
}
