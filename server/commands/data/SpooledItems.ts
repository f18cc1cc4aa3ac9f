import { readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { DataSet } from '../../../src/pairs/DataSet';
import type { Item } from '../../../src/pairs/Item';
import type { ItemStore } from '../../../src/pairs/ItemStore';
import type { Json } from '../../../src/pairs/Json';
import type { PairIndex } from '../../../src/pairs/PairIndex';

/** Where the items of a row stand in the file, one after another. */
const firstRoom = 1024;

/**
 * The items of one data set in a file of this machine, an item a line, while a command works: in memory is only where each
 * one stands. Nothing of it is meant to last.
 */
export class SpooledItems implements ItemStore {
  readonly #handle: FileHandle;
  #starts = new Float64Array(firstRoom);
  #lengths = new Uint32Array(firstRoom);
  #rows = 0;
  #end = 0;
  #index: PairIndex | null = null;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(path: string): Promise<SpooledItems> {
    return new SpooledItems(await open(path, 'wx+', 0o600));
  }

  async appendItems(_dataSet: string, firstRow: number, items: Item[]): Promise<void> {
    const lines = items.map((item) => Buffer.from(JSON.stringify(item)));
    for (const [at, line] of lines.entries()) this.#place(firstRow + at, line.length);
    await this.#handle.appendFile(Buffer.concat(lines));
  }

  /** The item with its note stands at the end of the file; the one without is not read again. */
  async annotateItems(dataSet: string, key: string, notes: ReadonlyMap<number, Json>): Promise<void> {
    for (const [row, note] of notes) {
      const item = this.#item(row);
      await this.appendItems(dataSet, row, [{ ...item, meta: { ...item.meta, [key]: note } }]);
    }
  }

  async finishImport({ index }: { dataSet: DataSet; index: PairIndex }): Promise<void> {
    this.#index = index;
  }

  async removeDataSet(): Promise<void> {
    await this.#handle.truncate(0);
  }

  async pairIndex(): Promise<PairIndex> {
    if (this.#index === null) throw new Error('The index of spooled items was asked for before they were all read.');
    return this.#index;
  }

  async items(_dataSet: string, from: number, to: number): Promise<Item[]> {
    return Array.from({ length: to - from }, (_, at) => this.#item(from + at));
  }

  async item(_dataSet: string, row: number): Promise<Item> {
    return this.#item(row);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** Synchronous: a few microseconds from the page cache, and an export asks for a million. */
  #item(row: number): Item {
    const length = this.#lengths[row] ?? 0;
    const bytes = Buffer.allocUnsafe(length);
    const read = readSync(this.#handle.fd, bytes, 0, length, this.#starts[row] ?? 0);
    if (read !== length || row >= this.#rows) throw new Error(`The spooled item of row ${row} is not there.`);
    return JSON.parse(bytes.toString('utf8')) as Item;
  }

  #place(row: number, length: number): void {
    if (row >= this.#starts.length) this.#grow();
    this.#starts[row] = this.#end;
    this.#lengths[row] = length;
    this.#end += length;
    this.#rows = Math.max(this.#rows, row + 1);
  }

  #grow(): void {
    const [starts, lengths] = [new Float64Array(this.#starts.length * 2), new Uint32Array(this.#starts.length * 2)];
    starts.set(this.#starts);
    lengths.set(this.#lengths);
    [this.#starts, this.#lengths] = [starts, lengths];
  }
}
