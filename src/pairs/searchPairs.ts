import type { Item } from './Item';
import type { ItemStore } from './ItemStore';
import type { Message } from './Message';
import type { PairIndex } from './PairIndex';

const itemsAtOnce = 512;

/**
 * Rows of the pair index whose prompt or responses contain the text, in any case, handed over as they are found. An empty text
 * is in every pair. Ends early, without an error, when aborted.
 */
export async function searchPairs(
  store: Pick<ItemStore, 'pairIndex' | 'items'>,
  dataSet: string,
  text: string,
  onRows: (rows: Uint32Array) => void,
  signal: { readonly aborted: boolean },
): Promise<void> {
  const index = await store.pairIndex(dataSet);
  const wanted = text.toLowerCase();
  const items = (index.itemRows[index.length - 1] ?? -1) + 1;
  for (let from = 0, row = 0; from < items && !signal.aborted; from += itemsAtOnce) {
    const found: number[] = [];
    const range = await store.items(dataSet, from, Math.min(from + itemsAtOnce, items));
    for (const [at, item] of range.entries()) {
      const places = placesWith(item, wanted);
      for (; index.itemRows[row] === from + at && row < index.length; row++) {
        if (isFound(index, row, places)) found.push(row);
      }
    }
    if (found.length > 0 && !signal.aborted) onRows(Uint32Array.from(found));
  }
}

/** Whether the prompt, and which responses, contain the text. */
function placesWith(item: Item, wanted: string): { prompt: boolean; responses: boolean[] } {
  const prompt = contains(item.prompt, wanted);
  return { prompt, responses: item.responses.map((response) => prompt || contains(response.messages, wanted)) };
}

function isFound(index: PairIndex, row: number, { prompt, responses }: ReturnType<typeof placesWith>): boolean {
  if (prompt) return true;
  return responses[index.firstResponses[row] ?? 0] === true || responses[index.secondResponses[row] ?? 0] === true;
}

function contains(messages: Message[], wanted: string): boolean {
  return messages.some(({ content }) => content.toLowerCase().includes(wanted));
}
