import { expect, test } from 'vitest';
import { chartCsv } from '../../../src/studio/charts/chartCsv';

test('numbers keep their last digit, what has no value is empty, and no text becomes a formula', () => {
  const csv = chartCsv({
    columns: ['Slice', 'Share'],
    rows: [
      { cells: ['a, "b"', 1 / 3], mark: 0 },
      { cells: ['=SUM(A1)', null], mark: null },
    ],
  });
  expect(csv).toBe(`Slice,Share\r\n"a, ""b""",${String(1 / 3)}\r\n'=SUM(A1),\r\n`);
});
