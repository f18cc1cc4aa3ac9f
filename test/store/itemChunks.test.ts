import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item } from '../../src/pairs/Item';
import { itemChunks } from '../../src/store/itemChunks';

function itemOf(length: number): Item {
  const messages = [{ role: 'assistant' as const, content: 'x'.repeat(length) }];
  return { id: `${length}`, prompt: [], responses: [{ id: 'r', messages }], label: null, meta: {} };
}

test('records hold all items in order, at most 64 each, and more than 262,144 characters only in one item', () => {
  const anyLength = fc.oneof(fc.nat(100), fc.nat(200_000));
  fc.assert(
    fc.property(fc.array(anyLength, { maxLength: 150 }), fc.nat(1000), (lengths, firstRow) => {
      const items = lengths.map(itemOf);
      const chunks = itemChunks('a', firstRow, items);
      expect(chunks.flatMap((chunk) => chunk.items)).toEqual(items);
      let row = firstRow;
      for (const chunk of chunks) {
        expect(chunk.firstRow).toBe(row);
        row += chunk.items.length;
        const text = chunk.items.reduce((sum, { id }) => sum + Number(id), 0);
        expect(chunk.items.length === 1 || (chunk.items.length <= 64 && text <= 262_144)).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
