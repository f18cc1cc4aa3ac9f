import type { Item } from '../pairs/Item';
import type { Message } from '../pairs/Message';
import type { ItemChunk } from './schema';

/** A record holds at most this many items, and (beyond its first) at most this many UTF-16 units of text. */
const itemsPerChunk = 64;
const textPerChunk = 262_144;

/** Cuts consecutive items into records: few enough for a fast import, small enough to read one item at once. */
export function itemChunks(dataSet: string, firstRow: number, items: readonly Item[]): ItemChunk[] {
  const chunks: ItemChunk[] = [];
  let text = 0;
  for (const [at, item] of items.entries()) {
    const length = textLength(item);
    const chunk = chunks.at(-1);
    if (chunk && chunk.items.length < itemsPerChunk && text + length <= textPerChunk) {
      chunk.items.push(item);
      text += length;
    } else {
      chunks.push({ dataSet, firstRow: firstRow + at, items: [item] });
      text = length;
    }
  }
  return chunks;
}

function textLength(item: Item): number {
  const ofMessages = (messages: readonly Message[]): number =>
    messages.reduce((sum, { content, thinking }) => sum + content.length + (thinking?.length ?? 0), 0);
  return item.responses.reduce((sum, { messages }) => sum + ofMessages(messages), ofMessages(item.prompt));
}
