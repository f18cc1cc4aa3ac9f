import type { Item } from '../Item';
import type { ItemStore } from '../ItemStore';
import type { PairIndex } from '../PairIndex';
import type { TextTest } from './TextTest';

const itemsAtOnce = 512;

export interface SearchProgress {
  /** Pairs found so far. */
  found: number;
  /** Pairs looked at, of all. */
  done: number;
  total: number;
}

/**
 * Marks in `found` the rows of the index whose prompt or responses hold the text. Tells of its progress after every piece, and
 * ends early, without an error, when aborted.
 */
export async function searchTexts(
  store: Pick<ItemStore, 'items'>,
  index: PairIndex,
  test: TextTest,
  found: Uint8Array,
  onProgress: (progress: SearchProgress) => void,
  signal: { readonly aborted: boolean },
): Promise<void> {
  const items = (index.itemRows[index.length - 1] ?? -1) + 1;
  for (let from = 0, row = 0, count = 0; from < items && !signal.aborted; from += itemsAtOnce) {
    const range = await store.items(index.dataSet, from, Math.min(from + itemsAtOnce, items));
    for (const [at, item] of range.entries()) {
      const places = placesWith(item, test);
      for (; index.itemRows[row] === from + at && row < index.length; row++) {
        if (!isFound(index, row, places)) continue;
        found[row] = 1;
        count++;
      }
    }
    if (!signal.aborted) onProgress({ found: count, done: row, total: index.length });
  }
}

/** Whether the prompt, and which responses, hold the text. */
function placesWith(item: Item, test: TextTest): { prompt: boolean; responses: boolean[] } {
  const prompt = test.holds(item.prompt);
  return { prompt, responses: item.responses.map((response) => prompt || test.holds(response.messages)) };
}

function isFound(index: PairIndex, row: number, { prompt, responses }: ReturnType<typeof placesWith>): boolean {
  if (prompt) return true;
  return responses[index.firstResponses[row] ?? 0] === true || responses[index.secondResponses[row] ?? 0] === true;
}
