import type { RecordSpill } from '../../../src/curation/clean/RecordSpill';

/** Keeps everything in memory: for pools that fit. */
export class MemorySpill implements RecordSpill {
  readonly #partitions = new Map<number, Uint8Array[]>();

  append(partition: number, records: Uint8Array): Promise<void> {
    const pieces = this.#partitions.get(partition) ?? [];
    this.#partitions.set(partition, pieces);
    pieces.push(records.slice());
    return Promise.resolve();
  }

  read(partition: number): Promise<Uint8Array> {
    const pieces = this.#partitions.get(partition) ?? [];
    const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return Promise.resolve(whole);
  }
}
