import type { PairIndex } from '../../src/pairs/PairIndex';
import { putId } from '../../src/pairs/idBytes';

export interface MadeRow {
  label?: number;
  /** Content ids as numbers; the row's own by default. */
  first?: number;
  second?: number;
  pair?: number;
}

/** A content id (hex) made of one number, spread over all bytes as a digest is. */
export function madeId(n: number): string {
  let word = Math.imul(n + 1, 0x9e3779b1) >>> 0;
  let id = '';
  while (id.length < 64) {
    word = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    id += (word >>> 0).toString(16).padStart(8, '0');
  }
  return id;
}

/** A pair index with these rows. By default response ids are 2 * row and 2 * row + 1, and the pair's id is the row. */
export function madeIndex(rows: MadeRow[]): PairIndex {
  const length = rows.length;
  const [pairIds, firstIds, secondIds] = [
    new Uint8Array(length * 32),
    new Uint8Array(length * 32),
    new Uint8Array(length * 32),
  ];
  rows.forEach(({ first, second, pair }, row) => {
    putId(pairIds, row, madeId(1e9 + (pair ?? row)));
    putId(firstIds, row, madeId(first ?? 2 * row));
    putId(secondIds, row, madeId(second ?? 2 * row + 1));
  });
  return {
    dataSet: 'made',
    length,
    pairIds,
    firstIds,
    secondIds,
    itemRows: Uint32Array.from(rows, (_, row) => row),
    firstResponses: new Uint16Array(length),
    secondResponses: new Uint16Array(length).fill(1),
    labels: Uint8Array.from(rows, ({ label }) => label ?? 0),
    conflicts: new Uint8Array(length),
    promptLengths: new Uint32Array(length),
    firstLengths: new Uint32Array(length),
    secondLengths: new Uint32Array(length),
    sources: new Uint16Array(length),
    sourceNames: ['made'],
    facets: [],
  };
}
