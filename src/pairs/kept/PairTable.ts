import { idLength } from '../idBytes';
import { conflictCodes, labelCodes } from '../PairIndex';
import type { PairIndexBuilder } from '../PairIndexBuilder';
import { IdTable } from './IdTable';
import type { PairLabels } from './indexFile';

const wordsPerId = idLength / 4;

/** Finds the pairs of an index by their ids, and marks those of which others say something else. */
export class PairTable {
  readonly #index: PairIndexBuilder;
  readonly #table: IdTable;

  constructor(index: PairIndexBuilder) {
    this.#index = index;
    this.#table = new IdTable((row, word) => index.idWord(row, word));
    for (let row = 0; row < index.length; row++) this.#table.add(row);
  }

  /** One pair may be of several items: where those disagree, all of them are in conflict. */
  markOwnConflicts(): void {
    const id = new Uint32Array(wordsPerId);
    for (let row = 0; row < this.#index.length; row++) {
      for (let word = 0; word < wordsPerId; word++) id[word] = this.#index.idWord(row, word);
      for (const other of this.#table.places(id)) {
        if (other !== row && disagree(this.#index.labelAt(row), this.#index.labelAt(other)))
          this.#index.markConflict(row, conflictCodes.sameDataSet);
      }
    }
  }

  /** How many pairs of the index another data set holds, and how many of them with another label; those are marked. */
  async markConflicts(others: AsyncIterable<PairLabels>): Promise<{ pairs: number; conflicts: number }> {
    const [shared, conflicting] = [new Uint8Array(this.#index.length), new Uint8Array(this.#index.length)];
    for await (const { pairIds, labels } of others) {
      const words = new Uint32Array(pairIds.buffer, pairIds.byteOffset, pairIds.length >>> 2);
      for (const [at, label] of labels.entries()) {
        for (const row of this.#table.places(words.subarray(at * wordsPerId, (at + 1) * wordsPerId))) {
          shared[row] = 1;
          if (!disagree(label, this.#index.labelAt(row))) continue;
          conflicting[row] = 1;
          this.#index.markConflict(row, conflictCodes.otherDataSet);
        }
      }
    }
    return { pairs: countOf(shared), conflicts: countOf(conflicting) };
  }
}

/** Who says nothing does not disagree. */
function disagree(one: number, other: number): boolean {
  return one !== other && one !== labelCodes.none && other !== labelCodes.none;
}

function countOf(marks: Uint8Array): number {
  let count = 0;
  for (const mark of marks) count += mark;
  return count;
}
