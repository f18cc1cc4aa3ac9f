import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownMemory, sharedMemory } from '../../../src/pairs/columns/ColumnMemory';
import { IdPlaces } from '../../../src/pairs/columns/IdPlaces';
import { putId } from '../../../src/pairs/idBytes';
import { madeId } from '../../rewards/madeIndex';

/** Ids that begin alike: they stand in one chain. */
const crowdedId = (n: number): string => 'ab'.repeat(4) + madeId(n).slice(8);

function columnOf(ids: string[]): Uint8Array {
  const column = new Uint8Array(32 * ids.length);
  ids.forEach((id, row) => putId(column, row, id));
  return column;
}

test('every id is found at exactly the places where it stands, in ascending order, however ids begin', () => {
  const anyRows = fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 60 });
  fc.assert(
    fc.property(anyRows, fc.boolean(), fc.constantFrom(ownMemory, sharedMemory), (rows, isCrowded, memory) => {
      const idOf = isCrowded ? crowdedId : madeId;
      const columns = [columnOf(rows.map(([a]) => idOf(a))), columnOf(rows.map(([, b]) => idOf(b)))];
      const built = IdPlaces.build(columns, rows.length, memory);
      const places = new IdPlaces(columns, built.data);
      for (let n = 0; n <= 13; n++) {
        const expected = rows.flatMap(([a, b], row) => [
          ...(a === n ? [2 * row] : []),
          ...(b === n ? [2 * row + 1] : []),
        ]);
        expect(places.slots(idOf(n))).toEqual(expected);
        expect(places.first(idOf(n))).toBe(expected[0] ?? null);
      }
    }),
  );
});

test('a text that is no id stands nowhere', () => {
  const places = IdPlaces.build([columnOf([madeId(1)])], 1, ownMemory);
  for (const text of ['', 'ab', madeId(1).toUpperCase(), `${madeId(1)}00`, 'z'.repeat(64)])
    expect(places.slots(text)).toEqual([]);
});

test('an empty column holds nothing', () => {
  expect(IdPlaces.build([new Uint8Array()], 0, ownMemory).first(madeId(0))).toBeNull();
});
