import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DuplicateFinder, type PoolRows } from '../../../src/curation/clean/DuplicateFinder';
import { duplicateCodes } from '../../../src/curation/clean/duplicateCodes';
import { MemorySpill } from '../support/MemorySpill';
import { idLength, putId } from '../../../src/pairs/idBytes';
import { itemOf } from '../../../src/pairs/itemOf';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { sha256Hex } from '../../../src/pairs/sha256Hex';

interface Row {
  pair: string;
  label: number;
}

const { none, first, second, tie } = labelCodes;

function columns(rows: readonly Row[]): PoolRows {
  const pairIds = new Uint8Array(rows.length * idLength);
  rows.forEach(({ pair }, at) => putId(pairIds, at, sha256Hex(pair)));
  return { pairIds, labels: Uint8Array.from(rows, ({ label }) => label) };
}

async function repeatsOf(rows: readonly Row[], { partitions = 4, chunk = 3 } = {}) {
  const finder = new DuplicateFinder(new MemorySpill(), partitions);
  for (let at = 0; at < rows.length; at += chunk) await finder.add(columns(rows.slice(at, at + chunk)));
  const found = rows.map((_, row): { code: number; kept: number } => ({ code: duplicateCodes.alone, kept: row }));
  await finder.visitRepeats((row, code, kept) => (found[row] = { code, kept }));
  return found;
}

/** The same by comparing every row with every other. */
function slowly(rows: readonly Row[]) {
  return rows.map(({ pair, label }, row) => {
    const group = [...rows.keys()].filter((other) => rows[other]?.pair === pair);
    if (group.length === 1) return { code: duplicateCodes.alone, kept: row };
    const kept = group.find((other) => rows[other]?.label !== none) ?? group[0] ?? row;
    const said = rows[kept]?.label;
    const disputes = group.some((other) => rows[other]?.label !== none && rows[other]?.label !== said);
    if (row === kept) return { code: disputes ? duplicateCodes.disputed : duplicateCodes.kept, kept };
    return { code: label === none || label === said ? duplicateCodes.repeated : duplicateCodes.contradicts, kept };
  });
}

const said = (role: 'user' | 'assistant', content: string) => ({ role, content });

describe('exact and reversed duplicates', () => {
  test('a pair given the other way round is the same pair, and its two labels are a dispute', async () => {
    const row = (...texts: string[]) => {
      const responses = texts.map((content, rank) => ({ messages: [said('assistant', content)], rank, about: {} }));
      return itemOf({ prompt: [said('user', 'Which is prime?')], responses, label: null }, {});
    };
    const [one, other] = [row('7', '8'), row('8', '7')];
    expect(one.id).toBe(other.id);
    const labelOf = ({ label }: typeof one) => (label?.ranks[0] === 0 ? first : second);
    expect(labelOf(one)).not.toBe(labelOf(other));
    const codes = await repeatsOf([one, other].map((item) => ({ pair: item.id, label: labelOf(item) })));
    expect(codes.map(({ code }) => code)).toEqual([duplicateCodes.disputed, duplicateCodes.contradicts]);
  });

  test('the first row with a label stands for the pair; a row without one is a repeat', async () => {
    const rows = [none, first, first, none].map((label) => ({ pair: 'a', label }));
    expect(await repeatsOf(rows)).toEqual(
      [duplicateCodes.repeated, duplicateCodes.kept, duplicateCodes.repeated, duplicateCodes.repeated].map((code) => ({
        code,
        kept: 1,
      })),
    );
  });

  test('a tie against a choice is a dispute as well', async () => {
    const found = await repeatsOf([tie, second].map((label) => ({ pair: 'a', label })));
    expect(found.map(({ code }) => code)).toEqual([duplicateCodes.disputed, duplicateCodes.contradicts]);
  });

  test('any pool, in any number of partitions and chunks, gives what a comparison of all rows with all gives', async () => {
    const row = fc.record({ pair: fc.constantFrom('a', 'b', 'c', 'd', 'e'), label: fc.constantFrom(0, 1, 2, 3, 4) });
    const shape = fc.record({ partitions: fc.integer({ min: 1, max: 256 }), chunk: fc.integer({ min: 1, max: 5 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), shape, async (rows, options) => {
        expect(await repeatsOf(rows, options)).toEqual(slowly(rows));
      }),
    );
  });

  test('of a pool of which 30 % are repeats as many rows stay as there are pairs', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({ pair: String(n % 14_000), label: first }));
    const found = await repeatsOf(rows, { partitions: 7, chunk: 5_000 });
    expect(found.filter(({ code }) => code === duplicateCodes.alone || code === duplicateCodes.kept)).toHaveLength(
      14_000,
    );
  });

  test('a number of partitions that cannot be is refused', () => {
    expect(() => new DuplicateFinder(new MemorySpill(), 257)).toThrow('1 to 256 partitions, not 257');
  });
});
