import { ownMemory } from '../../pairs/columns/ColumnMemory';
import { IdPlaces } from '../../pairs/columns/IdPlaces';
import { idLength } from '../../pairs/idBytes';
import type { DuplicateCode } from './duplicateCodes';
import type { RecordSpill } from './RecordSpill';
import { resolveRepeats } from './resolveRepeats';

/** A record: the pair's content id, the row (little endian), the label. */
const rowAt = idLength;
const labelAt = rowAt + 4;
const recordBytes = labelAt + 1;
/** What is gathered for a partition before it is spilled. */
const bufferRecords = 4096;
const mostPartitions = 256;

/** Rows of the pool in their order, as columns of equal length. */
export interface PoolRows {
  /** 32 bytes a row: the content ids of the pairs, which are the same for A/B and B/A (`pairs/contentId.ts`). */
  pairIds: Uint8Array;
  /** `labelCodes`, in canonical order. */
  labels: Uint8Array;
}

/** Called for each row of a pair that stands in more than one; `kept` is the row that stands for the pair. */
export type RepeatVisitor = (row: number, code: DuplicateCode, kept: number) => void;

/**
 * Finds rows of one pair, exact and reversed, in a pool of any length (arXiv 2507.01352, data cleaning). Memory holds one
 * partition at a time: rows are spilled by the beginning of their pair's id, so that all rows of a pair meet in one.
 */
export class DuplicateFinder {
  readonly #spill: RecordSpill;
  readonly #buffers: Uint8Array[];
  readonly #filled: Uint32Array;
  #rows = 0;

  /**
   * @param partitions 1 to 256. One partition is in memory at a time, with up to 82 bytes a row: 64 keep 40,000,000 rows at 60 MB.
   * @throws RangeError where there are not so many.
   */
  constructor(spill: RecordSpill, partitions = 64) {
    if (!Number.isInteger(partitions) || partitions < 1 || partitions > mostPartitions)
      throw new RangeError(`A pool is spilled in 1 to ${mostPartitions} partitions, not ${partitions}.`);
    this.#spill = spill;
    this.#buffers = Array.from({ length: partitions }, () => new Uint8Array(bufferRecords * recordBytes));
    this.#filled = new Uint32Array(partitions);
  }

  /** Rows taken so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes the next rows of the pool; they are numbered in the order in which they come, from 0. */
  async add({ pairIds, labels }: PoolRows): Promise<void> {
    for (let at = 0; at < labels.length; at++) {
      const partition = ((pairIds[at * idLength] ?? 0) * this.#buffers.length) >> 8;
      this.#put(partition, pairIds.subarray(at * idLength, (at + 1) * idLength), labels[at] ?? 0);
      if (this.#filled[partition] === bufferRecords) await this.#flush(partition);
    }
  }

  /** Visits every row whose pair stands in others too. Rows that are not visited are alone. */
  async visitRepeats(visit: RepeatVisitor): Promise<void> {
    for (let partition = 0; partition < this.#buffers.length; partition++) {
      await this.#flush(partition);
      visitPartition(await this.#spill.read(partition), visit);
    }
  }

  #put(partition: number, id: Uint8Array, label: number): void {
    const buffer = this.#buffers[partition];
    const filled = this.#filled[partition] ?? 0;
    const start = filled * recordBytes;
    buffer?.set(id, start);
    for (let byte = 0; byte < 4; byte++) if (buffer) buffer[start + rowAt + byte] = this.#rows >>> (8 * byte);
    if (buffer) buffer[start + labelAt] = label;
    this.#filled[partition] = filled + 1;
    this.#rows++;
  }

  async #flush(partition: number): Promise<void> {
    const bytes = (this.#filled[partition] ?? 0) * recordBytes;
    if (bytes > 0)
      await this.#spill.append(partition, this.#buffers[partition]?.subarray(0, bytes) ?? new Uint8Array());
    this.#filled[partition] = 0;
  }
}

function visitPartition(records: Uint8Array, visit: RepeatVisitor): void {
  const length = records.length / recordBytes;
  const ids = new Uint8Array(length * idLength);
  for (let at = 0; at < length; at++)
    ids.set(records.subarray(at * recordBytes, at * recordBytes + idLength), at * idLength);
  const places = IdPlaces.build([ids], length, ownMemory);
  const seen = new Uint8Array(length);
  for (let slot = 0; slot < length; slot++) {
    if (seen[slot]) continue;
    const group: number[] = [];
    places.forEachSlot(ids, slot * idLength, (other) => {
      seen[other] = 1;
      group.push(other);
    });
    if (group.length > 1) visitGroup(records, group, visit);
  }
}

function visitGroup(records: Uint8Array, group: readonly number[], visit: RepeatVisitor): void {
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  const rows = group.map((slot) => view.getUint32(slot * recordBytes + rowAt, true));
  const { kept, codes } = resolveRepeats(group.map((slot) => records[slot * recordBytes + labelAt] ?? 0));
  for (const [at, code] of codes.entries()) visit(rows[at] ?? 0, code, rows[kept] ?? 0);
}
