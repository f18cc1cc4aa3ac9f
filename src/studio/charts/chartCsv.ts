import { csvCell } from '../../pairs/export/csvCell';
import type { ChartTable } from './ChartTable';

/** The chart's table as CSV: numbers to their last digit, what has no value empty. The same table gives the same bytes. */
export function chartCsv({ columns, rows }: ChartTable): string {
  return [columns, ...rows.map(({ cells }) => cells)]
    .map((cells) => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`)
    .join('');
}
