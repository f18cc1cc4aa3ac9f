import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryFolder } from '../../../src/engine/files/MemoryFolder';
import { columnsFile, openColumns } from '../../../src/pairs/kept/columnsFile';
import { IdTable } from '../../../src/pairs/kept/IdTable';
import { keptFiles, writeFile } from '../../../src/pairs/kept/KeptFolder';
import { placeAt, placeNumbers, putPlace } from '../../../src/pairs/kept/RowPlace';
import { importFile } from '../../../src/pairs/importFile';
import { MemoryStore } from '../support/MemoryStore';

const run = { id: 'set', importedAt: '2026-01-01T00:00:00.000Z', onProgress: () => undefined };
const signal = { aborted: false };

/** Files of few texts, so that rows repeat, contradict each other, tie and break; JSON Lines, lists and CSV. */
const text = fc.constantFrom('a', 'b', 'c', ' ');
const rows = fc.array(
  fc.oneof(
    fc.record({ prompt: text, chosen: text, rejected: text }),
    fc.record({ prompt: text, completion: text, label: fc.boolean() }),
    fc.constant('broken'),
  ),
  { minLength: 1, maxLength: 30 },
);
const files = fc.array(fc.tuple(fc.constantFrom('jsonl', 'json'), rows), { minLength: 1, maxLength: 3 });

function fileOf([kind, content]: ['jsonl' | 'json' | string, unknown[]], number: number) {
  const sound = '{"prompt":"first","chosen":"x","rejected":"y"}';
  const lines = [sound, ...content.map((row) => (row === 'broken' ? '{broken' : JSON.stringify(row)))];
  const whole = kind === 'json' ? `[${lines.filter((line) => line !== '{broken').join(',')}]` : lines.join('\n');
  return { name: `f${number}.${kind}`, file: new Blob([whole]), mapping: null };
}

describe('an import', () => {
  it('rows in are kept, merged, in conflict or rejected, in all and by file, and items are read one by one as together', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.nat(), async (drawn, at) => {
        const store = new MemoryStore();
        const request = { name: 'x', files: drawn.map(fileOf), attribution: null, notice: null };
        const { report, items, pairs } = await importFile(request, store, { ...run, signal });
        const rejected = report.rejected.length + report.rejectedBeyond;
        expect(report.rows).toBe(report.kept + report.duplicates + report.conflicts + rejected);
        for (const one of report.files) expect(one.rows).toBe(one.kept + one.duplicates + one.conflicts + one.rejected);
        const sum = (name: 'rows' | 'kept' | 'duplicates' | 'conflicts' | 'rejected') =>
          report.files.reduce((total, one) => total + one[name], 0);
        expect([sum('rows'), sum('kept'), sum('duplicates'), sum('conflicts'), sum('rejected')]).toEqual([
          ...[report.rows, report.kept, report.duplicates, report.conflicts],
          rejected,
        ]);
        const all = await store.items('set', 0, items + 1);
        expect(all).toHaveLength(items);
        const row = at % items;
        expect(await store.items('set', row, row + 1)).toEqual([all[row]]);
        expect((await store.pairIndex('set')).length).toBe(pairs);
      }),
      { numRuns: 100 },
    );
  });
});

it('a data set that was asked for too early is found when it is there', async () => {
  const store = new MemoryStore();
  await expect(store.items('set', 0, 1)).rejects.toThrow('no data set set');
  const files = [{ name: 'x.jsonl', file: new Blob(['{"prompt":"p","chosen":"a","rejected":"b"}']), mapping: null }];
  await importFile({ name: 'x', files, attribution: null, notice: null }, store, { ...run, signal });
  expect(await store.items('set', 0, 1)).toHaveLength(1);
});

describe('what is kept', () => {
  it('places hold bytes beyond 4 GiB exactly', () => {
    const place = fc.record({
      at: fc.maxSafeNat(),
      length: fc.nat({ max: 2 ** 32 - 1 }),
      line: fc.nat({ max: 2 ** 32 - 1 }),
      part: fc.nat({ max: 2 ** 32 - 1 }),
    });
    fc.assert(
      fc.property(place, (drawn) => {
        const numbers = new Uint32Array(3 * placeNumbers);
        putPlace(numbers, placeNumbers, drawn);
        expect(placeAt(numbers, placeNumbers)).toEqual(drawn);
      }),
    );
  });

  it('a table of ids finds what a map finds, equal ids in the order in which they came', () => {
    const ids = fc.array(fc.nat({ max: 40 }), { maxLength: 200 });
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 200 }), (drawn, copies) => {
        // Ids of which many share their first word, and far more than the table begins with.
        const all = Array.from({ length: Math.ceil(copies / 4) }, () => drawn).flat();
        const wordAt = (place: number, word: number) => (word === 7 ? (all[place] ?? 0) : (all[place] ?? 0) % 3);
        const table = new IdTable(wordAt);
        all.forEach((_, place) => table.add(place));
        for (const id of new Set(drawn)) {
          const words = Uint32Array.from({ length: 8 }, (_, word) => (word === 7 ? id : id % 3));
          const places = all.flatMap((one, place) => (one === id ? [place] : []));
          expect([...table.places(words)]).toEqual(places);
        }
        expect(table.find(new Uint32Array(8).fill(9))).toBeNull();
      }),
      { numRuns: 20 },
    );
  });

  it('columns come back as they were written, in whole and in stretches; a file that is cut says so', async () => {
    const folder = new MemoryFolder();
    const columns = new Map([
      ['one', [Uint8Array.of(1, 2, 3), Uint8Array.of(4)]],
      ['none', []],
      ['two', [Uint8Array.of(9, 8)]],
    ]);
    await writeFile(folder, keptFiles.index, columnsFile({ length: 4 }, columns));
    const file = await folder.open(keptFiles.index);
    if (file === null) throw new Error('unreachable');
    const open = await openColumns(file);
    expect([open.about, await open.read('one'), await open.read('one', 1, 3)]).toEqual([
      { length: 4 },
      Uint8Array.of(1, 2, 3, 4),
      Uint8Array.of(2, 3),
    ]);
    expect([await open.read('none'), await open.read('two')]).toEqual([new Uint8Array(), Uint8Array.of(9, 8)]);
    await expect(open.read('three')).rejects.toThrow('no column "three"');
    const whole = await file.read(0, file.size);
    await writeFile(folder, 'cut', [whole.subarray(0, whole.length - 8)]);
    const cut = await folder.open('cut');
    if (cut === null) throw new Error('unreachable');
    await expect((await openColumns(cut)).read('two')).rejects.toThrow('ends inside of its column "two"');
    await writeFile(folder, 'other', [new Uint8Array(100)]);
    const other = await folder.open('other');
    if (other === null) throw new Error('unreachable');
    await expect(openColumns(other)).rejects.toThrow('another beginning');
  });
});
