import type { DataSet } from '../../../src/pairs/DataSet';
import type { Item } from '../../../src/pairs/Item';
import type { ItemStore } from '../../../src/pairs/ItemStore';
import type { Json } from '../../../src/pairs/Json';
import type { PairIndex } from '../../../src/pairs/PairIndex';

/** A store in memory, as strict as the real one: what goes in is cloned, and rows must follow each other. */
export class MemoryStore implements ItemStore {
  readonly stored = new Map<string, Item[]>();
  readonly finished = new Map<string, { dataSet: DataSet; index: PairIndex }>();
  batches = 0;
  failAtBatch = Infinity;

  async appendItems(dataSet: string, firstRow: number, items: Item[]): Promise<void> {
    if (++this.batches >= this.failAtBatch) throw new Error('The disk is full.');
    const all = this.stored.get(dataSet) ?? [];
    if (firstRow !== all.length) throw new Error(`Row ${firstRow} does not follow ${all.length} rows.`);
    all.push(...structuredClone(items));
    this.stored.set(dataSet, all);
  }

  async annotateItems(dataSet: string, key: string, notes: ReadonlyMap<number, Json>): Promise<void> {
    for (const [row, note] of notes) {
      const item = this.stored.get(dataSet)?.[row];
      if (item === undefined) throw new Error(`No row ${row}.`);
      item.meta[key] = structuredClone(note);
    }
  }

  async finishImport(imported: { dataSet: DataSet; index: PairIndex }): Promise<void> {
    this.finished.set(imported.dataSet.id, structuredClone(imported));
  }

  async removeDataSet(dataSet: string): Promise<void> {
    this.stored.delete(dataSet);
    this.finished.delete(dataSet);
  }

  async pairIndex(dataSet: string): Promise<PairIndex> {
    const found = this.finished.get(dataSet);
    if (found === undefined) throw new Error(`No data set ${dataSet}.`);
    return found.index;
  }

  async items(dataSet: string, from: number, to: number): Promise<Item[]> {
    return (this.stored.get(dataSet) ?? []).slice(from, to);
  }
}
