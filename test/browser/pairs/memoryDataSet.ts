import { labelCodes, type PairIndex } from '../../../src/pairs/PairIndex';
import { putId } from '../../../src/pairs/idBytes';
import type { DataSet } from '../../../src/pairs/DataSet';
import type { RewardRow } from '../../../src/rewards/RewardRow';
import { OpenDataSet } from '../../../src/studio/OpenDataSet.svelte';
import { LabelFold } from '../../../src/verdicts/LabelFold';
import { DataSetView } from '../../../src/pairs/view/DataSetView';
import { viewInPage } from './viewInPage';

/** A content id of a kind and a row, in hex. It begins with a mixed word, as hashes do: look-ups rely on that. */
export function idOf(kind: number, row: number): string {
  const word = Math.imul(4 * row + kind, 0x9e3779b1) >>> 0;
  return word.toString(16).padStart(8, '0') + kind.toString(16) + row.toString(16).padStart(55, '0');
}

function emptyIndex(dataSet: string, length: number): PairIndex {
  return {
    dataSet,
    length,
    pairIds: new Uint8Array(32 * length),
    firstIds: new Uint8Array(32 * length),
    secondIds: new Uint8Array(32 * length),
    itemRows: Uint32Array.from({ length }, (_, row) => row),
    firstResponses: new Uint16Array(length),
    secondResponses: new Uint16Array(length).fill(1),
    labels: Uint8Array.from({ length }, (_, row) => (row % 2 === 0 ? labelCodes.first : labelCodes.second)),
    conflicts: new Uint8Array(length),
    promptLengths: Uint32Array.from({ length }, (_, row) => (row * 7919) % 1000),
    firstLengths: new Uint32Array(length),
    secondLengths: new Uint32Array(length),
    sources: new Uint16Array(length),
    sourceNames: ['made'],
    facets: [],
  };
}

/** The margin that row `row` of the made data set has: every tenth pair is a disagreement. */
export function marginAt(row: number): number {
  return row % 10 === 0 ? -1 - row / 1e6 : 1 + row / 1e6;
}

function rewardsOf(length: number): RewardRow[] {
  return Array.from({ length }, (_, row): RewardRow[] => {
    const chosenFirst = row % 2 === 0;
    const one = { checkpoint: 'made', tokens: 9 };
    return [
      { ...one, response: idOf(1, row), reward: chosenFirst ? marginAt(row) : 0 },
      { ...one, response: idOf(2, row), reward: chosenFirst ? 0 : marginAt(row) },
    ];
  }).flat();
}

/** An open data set of any length that never was in a store, with every response scored. */
export function memoryDataSet(length: number): OpenDataSet {
  const index = emptyIndex('made', length);
  for (let row = 0; row < length; row++) {
    putId(index.pairIds, row, idOf(3, row));
    putId(index.firstIds, row, idOf(1, row));
    putId(index.secondIds, row, idOf(2, row));
  }
  const dataSet = { id: 'made', name: 'made', pairs: length, items: length } as DataSet;
  const view = new DataSetView(index);
  const verbs = viewInPage(view, (row) => `Prompt of row ${String(row)}`);
  const open = new OpenDataSet(dataSet, view.columns(true), verbs, new LabelFold());
  open.addRewards(rewardsOf(length));
  return open;
}
