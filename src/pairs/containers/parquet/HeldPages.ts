import type { PageHeader } from './PageHeader';
import { ParquetDamage } from './ParquetDamage';

/** A gigabyte of text, or this many values, is what pages of all columns may take at one time. */
const maxBytes = 1024 * 1024 * 1024;
const maxValues = 2 ** 25;

type Held = Pick<PageHeader, 'unpackedBytes' | 'values'>;

/** What the columns of a row group hold of their pages. Each alone may be large; all together must not fill the memory. */
export class HeldPages {
  #bytes = 0;
  #values = 0;

  /** @throws ParquetDamage where a page is too much, before anything of it is unpacked. */
  replace(before: Held, after: Held): void {
    this.#bytes += after.unpackedBytes - before.unpackedBytes;
    this.#values += after.values - before.values;
    if (this.#bytes > maxBytes || this.#values > maxValues)
      throw new ParquetDamage(`its pages claim ${this.#bytes} bytes and ${this.#values} values at one time`);
  }
}
