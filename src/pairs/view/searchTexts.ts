import type { Item } from '../Item';
import type { PairIndex } from '../PairIndex';
import { RowTest } from './RowTest';
import { TextTest } from './TextTest';
import type { ViewStore } from './ViewStore';

/** Enough that a read is large, few enough that whoever asks the worker something else waits for a moment only. */
const itemsAtOnce = 2048;

export interface SearchProgress {
  /** Pairs found so far. */
  found: number;
  /** Pairs looked at, of all. */
  done: number;
  total: number;
}

export interface SearchRequest {
  store: Pick<ViewStore, 'itemsWhere'>;
  index: PairIndex;
  text: string;
  /** Only where the text stands between word boundaries. */
  words: boolean;
  /** By row of the index; 1 is put where the text is found. */
  found: Uint8Array;
  /** Told after every piece. */
  onProgress: (progress: SearchProgress) => void;
  signal: { readonly aborted: boolean };
}

/** Looks for a text in the prompt and the responses of every pair. Ends early, without an error, when aborted. */
export async function searchTexts({
  store,
  index,
  found,
  onProgress,
  signal,
  ...wanted
}: SearchRequest): Promise<void> {
  const test = new TextTest(wanted.text, wanted.words);
  const rowTest = new RowTest(wanted.text);
  const items = (index.itemRows[index.length - 1] ?? -1) + 1;
  for (let from = 0, row = 0, count = 0; from < items && !signal.aborted; from += itemsAtOnce) {
    const to = Math.min(from + itemsAtOnce, items);
    const range = await store.itemsWhere(index.dataSet, from, to, (bytes) => rowTest.mayHold(bytes));
    for (const [at, item] of range.entries()) {
      const places = item === null ? nowhere : placesWith(item, test);
      for (; index.itemRows[row] === from + at && row < index.length; row++) {
        if (!isFound(index, row, places)) continue;
        found[row] = 1;
        count++;
      }
    }
    if (!signal.aborted) onProgress({ found: count, done: row, total: index.length });
  }
}

const nowhere = { prompt: false, responses: [] };

/** Whether the prompt, and which responses, hold the text. */
function placesWith(item: Item, test: TextTest): { prompt: boolean; responses: boolean[] } {
  const prompt = test.holds(item.prompt);
  return { prompt, responses: item.responses.map((response) => prompt || test.holds(response.messages)) };
}

function isFound(index: PairIndex, row: number, { prompt, responses }: ReturnType<typeof placesWith>): boolean {
  if (prompt) return true;
  return responses[index.firstResponses[row] ?? 0] === true || responses[index.secondResponses[row] ?? 0] === true;
}
