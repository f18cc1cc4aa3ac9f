import type { Columns } from '../pairs/containers/RowReader';
import type { Benchmark } from './Benchmark';
import { BenchmarkError } from './BenchmarkError';
import type { BenchmarkItem } from './BenchmarkItem';
import { RowFields } from './RowFields';

/** The items of one benchmark, taken in row by row. Two items of one id are refused: one of them would count twice. */
export class BenchmarkItems {
  readonly items: BenchmarkItem[] = [];
  /** Rows that the official metric leaves out. */
  leftOut = 0;
  private readonly places = new Map<string, string>();

  constructor(readonly benchmark: Benchmark) {}

  /**
   * Takes a row in.
   *
   * @throws BenchmarkError that names file, row and field
   */
  add(file: string, line: number, columns: Columns): void {
    const item = this.benchmark.readRow(new RowFields(file, line, columns, this.benchmark.layout));
    if (item === null) {
      this.leftOut++;
      return;
    }
    const place = `${file}, row ${line}`;
    const other = this.places.get(item.id);
    if (other !== undefined)
      throw new BenchmarkError(
        `${place}: the id "${item.id}" is that of ${other} already; every item must have its own. Was a file given twice?`,
      );
    this.places.set(item.id, place);
    this.items.push(item);
  }
}
