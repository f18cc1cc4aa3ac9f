import type { Item } from '../../../src/pairs/Item';
import type { PairIndex } from '../../../src/pairs/PairIndex';
import type { CompareStore } from '../../../src/rewards/compare/CompareStore';
import { idLength } from '../../../src/pairs/idBytes';

/** Rewards of one model by row: of the first and of the second response; null: too long for it. Rows left out are not scored. */
export type MadeRewards = Record<number, [number | null, number | null]>;

/** A store of one data set in memory. Texts by row: of the first and of the second response. */
export function madeStore(
  index: PairIndex,
  rewards: Record<string, MadeRewards>,
  texts: Record<number, [string, string]> = {},
): CompareStore {
  return {
    pairIndex: async () => index,
    items: async (_, from, to) => Array.from({ length: to - from }, (__, at) => itemOf(texts[from + at] ?? ['', ''])),
    eachRewards: async (key, take) => {
      for (const [row, [first, second]] of Object.entries(rewards[key] ?? {})) {
        const at = Number(row) * idLength;
        const responses = new Uint8Array(2 * idLength);
        responses.set(index.firstIds.subarray(at, at + idLength));
        responses.set(index.secondIds.subarray(at, at + idLength), idLength);
        take({ responses, rewards: Float64Array.from([first ?? NaN, second ?? NaN]), tokens: new Uint32Array(2) });
      }
    },
  };
}

function itemOf(contents: string[]): Item {
  const responses = contents.map((content) => ({ id: '', messages: [{ role: 'assistant' as const, content }] }));
  return { id: '', prompt: [], responses, label: null, meta: {} };
}
