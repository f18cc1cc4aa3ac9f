import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleRows } from '../../../src/rewards/probes/sampleRows';
import { shortcutFigures } from '../../../src/rewards/probes/shortcutFigures';
import type { ShortcutOutcome } from '../../../src/rewards/probes/ShortcutOutcome';
import { wilson } from '../../../src/rewards/wilson';

const outcome = (row: number, rewards: [number, number] | null, ...rewritten: [number | null, number | null][]) =>
  ({ row, rewards, rewritten }) satisfies ShortcutOutcome;

describe('a sample', () => {
  test('holds different rows of the data set, the same for one seed, and a larger one begins with it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.nat(300), fc.nat(2 ** 31), (rows, size, seed) => {
        const sample = sampleRows(rows, size, seed);
        expect(sample).toHaveLength(Math.min(rows, size));
        expect(new Set(sample).size).toBe(sample.length);
        expect(sample.every((row) => Number.isInteger(row) && row >= 0 && row < rows)).toBe(true);
        expect(sampleRows(rows, size + 5, seed).slice(0, sample.length)).toEqual(sample);
      }),
    );
  });

  test('of another seed is another one, and each row is as likely', () => {
    expect(sampleRows(1000, 20, 1)).not.toEqual(sampleRows(1000, 20, 2));
    const hits = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 2000; seed++) for (const row of sampleRows(10, 3, seed)) hits[row] = (hits[row] ?? 0) + 1;
    for (const hit of hits) expect(Math.abs(hit - 600)).toBeLessThan(100);
  });

  test('of millions of rows costs what it holds', () => {
    const begun = performance.now();
    sampleRows(1_000_000, 2000, 7);
    expect(performance.now() - begun).toBeLessThan(50);
  });
});

describe('verdicts that formatting turns', () => {
  const outcomes = [
    outcome(1, [2, 1], [0, 0.5]), // both: turned; ahead alone: turned; behind alone: not
    outcome(2, [1, 2], [0, 1.5]), // nothing turns
    outcome(3, [1, 2], [3, null]), // the one behind changes alone, and wins
    outcome(4, [1, 1], [0, 5]), // a tie before is no verdict
    outcome(5, null),
    outcome(6, [3, 1], [1, null]), // a tie afterwards is not the other one ahead
    outcome(7, [3, 1], [null, null]), // nothing to change
  ];
  const figures = shortcutFigures(outcomes, 1);
  const of = (side: string) => figures.each.find((figure) => figure.side === side);

  test('are counted among the pairs that the rewrite changes, by the side it is applied to', () => {
    expect(of('both')).toMatchObject({ turned: 2, changed: 4, rows: [1, 3], interval: wilson(2, 4) });
    expect(of('ahead')).toMatchObject({ turned: 1, changed: 3, rows: [1] });
    expect(of('behind')).toMatchObject({ turned: 1, changed: 3, rows: [3] });
  });

  test('say what was left out, and how many any rewrite turns', () => {
    expect(figures).toMatchObject({ measured: 6, without: 1, ties: 1 });
    expect(figures.any).toMatchObject({ turned: 2, changed: 5, rows: [1, 3] });
  });

  test('are flagged where the whole interval lies above 5 %, and not before', () => {
    const many = (turned: number) =>
      Array.from({ length: 200 }, (_, row) => outcome(row, [2, 1], row < turned ? [0, null] : [2, null]));
    expect(wilson(18, 200).low).toBeGreaterThan(0.05);
    expect(shortcutFigures(many(18), 1).any.flagged).toBe(true);
    expect(shortcutFigures(many(16), 1).any.flagged).toBe(false);
  });

  test('of fewer than 20 changed pairs are never flagged', () => {
    const all = (pairs: number) => Array.from({ length: pairs }, (_, row) => outcome(row, [2, 1], [0, null]));
    expect(shortcutFigures(all(19), 1).any.flagged).toBe(false);
    expect(shortcutFigures(all(20), 1).any.flagged).toBe(true);
  });

  test('of no pair are none, and not flagged', () => {
    expect(shortcutFigures([], 2)).toMatchObject({ measured: 0, any: { turned: 0, changed: 0, flagged: false } });
    expect(shortcutFigures([], 2).each).toHaveLength(6);
  });

  test('do not change when both responses change places, or with the order of the pairs', () => {
    const reward = fc.double({ min: -5, max: 5, noNaN: true });
    const maybe = fc.option(reward);
    const any = fc.array(fc.tuple(reward, reward, maybe, maybe), { maxLength: 20 });
    fc.assert(
      fc.property(any, (made) => {
        const plain = made.map(([a, b, c, d], row) => outcome(row, [a, b], [c, d]));
        const swapped = made.map(([a, b, c, d], row) => outcome(row, [b, a], [d, c]));
        const counts = (list: ShortcutOutcome[]) =>
          shortcutFigures(list, 1).each.map(({ turned, changed }) => [turned, changed]);
        expect(counts(swapped)).toEqual(counts(plain));
        expect(counts([...plain].reverse())).toEqual(counts(plain));
      }),
    );
  });
});
