import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import { columnsOf, readAll, sourceOf } from '../support/readAll';

const row = fc.record({
  prompt: fc.option(fc.string({ unit: 'grapheme' })),
  id: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  margin: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
});

it('random rows come back as they were written, whatever the size of the row groups', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 10 }),
      async (rows, size) => {
        const columnData = [
          { name: 'prompt', data: rows.map(({ prompt }) => prompt), type: 'STRING' as const },
          { name: 'id', data: rows.map(({ id }) => id), type: 'INT64' as const },
          { name: 'margin', data: rows.map(({ margin }) => margin), type: 'DOUBLE' as const },
        ];
        const file = parquetWriteBuffer({ columnData, rowGroupSize: size });
        const expected = rows.map(({ prompt, id, margin }) => {
          return { prompt, id: Number.isSafeInteger(Number(id)) ? Number(id) : String(id), margin };
        });
        expect(columnsOf(await readAll(sourceOf(new Uint8Array(file)), 'x.parquet'))).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});
