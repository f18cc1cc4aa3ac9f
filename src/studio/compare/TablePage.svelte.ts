import type { CompareContract, TableRows, TableSort } from '../../rewards/compare/CompareContract';
import type { Selection } from '../../rewards/compare/Selection';
import { messageOf } from '../parts/format';
import { rowsOnPage } from './compareAddress';

/** One page of the table of selected pairs. The rows before stay on show until newer ones are there. */
export class TablePage {
  rows = $state.raw<TableRows | null>(null);
  error = $state<string | null>(null);
  readonly #read: CompareContract['rows'];
  #asked = 0;

  constructor(read: CompareContract['rows']) {
    this.#read = read;
  }

  /** Reads the page that begins at row `from` of the selection. Never rejects; the newest call counts. */
  async show(selection: Selection, sort: TableSort, from: number): Promise<void> {
    const asked = ++this.#asked;
    try {
      const rows = await this.#read(selection, sort, from, from + rowsOnPage);
      if (rows === null || asked !== this.#asked) return;
      this.rows = rows;
      this.error = null;
    } catch (error) {
      if (asked === this.#asked) this.error = messageOf(error);
    }
  }
}
