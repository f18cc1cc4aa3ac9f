import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Columns } from '../../../src/pairs/containers/RowReader';
import { detectFormat, formatOfRow, formats } from '../../../src/pairs/formats/detectFormat';
import { parseJson } from '../../../src/pairs/parseJson';
import { importText } from '../support/importText';
import { shapeRows } from './shapeRows';

/** As a file would hold it: unknown columns among the known ones, in any order. */
const inAnyOrder = fc
  .tuple(
    fc.dictionary(fc.stringMatching(/^x_[a-z]{1,5}$/), fc.constantFrom<unknown>(1, null, 'x', [], {}), { maxKeys: 3 }),
    fc.infiniteStream(fc.nat()),
  )
  .map(([more, order]) => (row: object) => {
    const entries = [...Object.entries(row), ...Object.entries(more)].map((entry) => ({
      entry,
      at: order.next().value,
    }));
    const shuffled = entries.sort((one, other) => Number(one.at) - Number(other.at)).map(({ entry }) => entry);
    return parseJson(JSON.stringify(Object.fromEntries(shuffled))) as Columns;
  });

describe('every shape is detected', () => {
  it.each(shapeRows)('shape %s is %s and no other', (_, name, rows) => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 5 }), inAnyOrder, (file, shuffled) => {
        const columns = file.map(shuffled);
        expect(detectFormat(columns)?.name ?? null).toBe(name);
        expect(columns.map((row) => formatOfRow(row)?.name ?? null)).toEqual(columns.map(() => name));
      }),
      { numRuns: 60 },
    );
  });

  it('every format has a shape of its own, and no two have one name', () => {
    const names = formats.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const tested = new Set(shapeRows.map(([, name]) => name));
    const beyond = ['pandalm', 'judgebench', 'llmbar', 'rm-bench', 'assay-pairs'];
    expect(names.filter((name) => !tested.has(name) && !beyond.includes(name))).toEqual([]);
  });

  it('rows in are items, merged and reported, whatever the rows of a shape hold', async () => {
    for (const [, name, rows] of shapeRows) {
      if (name === null) continue;
      await fc.assert(
        fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 8 }), async (file) => {
          const { dataSet, items } = await importText('x.jsonl', file.map((row) => JSON.stringify(row)).join('\n'));
          const { kept, duplicates, conflicts, rejected, rejectedBeyond, rows: read } = dataSet.report;
          expect(read).toBe(file.length);
          expect(kept + duplicates + conflicts + rejected.length + rejectedBeyond).toBe(file.length);
          expect(items.length).toBe(dataSet.report.items);
          expect(items.length).toBeLessThanOrEqual(kept);
        }),
        { numRuns: 15 },
      );
    }
  });
});
