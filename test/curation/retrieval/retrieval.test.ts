import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseExamples } from '../../../src/curation/retrieval/chooseExamples';
import type { Neighbour } from '../../../src/curation/retrieval/Neighbour';
import { retrieveFromPool, type PoolOptions } from '../../../src/curation/retrieval/retrieveFromPool';
import { retrievalK } from '../../../src/curation/retrievalK';

const near = (...pairs: string[]): Neighbour[] => pairs.map((pair, at) => ({ pair, similarity: 1 - at / 100 }));

const letters = near('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l');
const ask = (ps: number[], options: PoolOptions = {}, lists: Neighbour[][] = []) =>
  retrieveFromPool(
    ps.map((p, at) => ({ pair: `gold${String(at)}`, p })),
    (pair) => lists[Number(pair.slice(4))] ?? letters,
    options,
  );

describe('adaptive k, by the worked values of the paper', () => {
  test.each([
    [0, 8],
    [0.5, 8],
    [0.5 + 1e-9, 4],
    [0.624, 4],
    [0.625, 3],
    [0.749, 3],
    [0.75, 2],
    [0.874, 2],
    [0.875, 1],
    [1 - 1e-9, 1],
    [1, 0],
  ])('p = %d asks for %d', (p, k) => {
    expect(retrievalK(p)).toBe(k);
  });

  test('it never grows with p and never exceeds 8', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(p, p, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(retrievalK(less)).toBeGreaterThanOrEqual(retrievalK(more));
        expect(retrievalK(less)).toBeLessThanOrEqual(8);
      }),
    );
  });
});

describe('R1: gold pairs ask the pool', () => {
  test('the one on which the model is most wrong asks first, and what it found keeps its place', () => {
    const { found, asked, sure } = ask([0.9, 0.1, 1], {}, [near('x', 'a'), near('a', 'b')]);
    expect(found.map(({ pair, by }) => [pair, by])).toEqual([
      ['a', 'gold1'],
      ['b', 'gold1'],
      ['x', 'gold0'],
    ]);
    expect([asked, sure]).toEqual([2, 1]);
  });

  test('found before, a neighbour counts as one of the k, or is passed over', () => {
    const count = ask([0.4, 0.8], { repeats: 'count' });
    const pass = ask([0.4, 0.8], { repeats: 'pass' });
    expect(count.found).toHaveLength(8);
    expect(pass.found.map(({ pair }) => pair)).toEqual([...'abcdefghij']);
    expect([count.short, pass.short]).toEqual([0, 0]);
  });

  test('a pool that ends, and a threshold, leave queries short and say so', () => {
    expect(ask([0.4, 0.4], { repeats: 'pass' })).toMatchObject({ asked: 2, short: 1 });
    const { found, short } = ask([0.1], { threshold: 0.985 });
    expect([found.map(({ pair }) => pair), short]).toEqual([['a', 'b'], 1]);
    expect(ask([0.1], {}, [[]])).toMatchObject({ found: [], short: 1 });
  });

  test('the number of pairs of an iteration is kept, and who was not asked is counted', () => {
    const { found, asked, left, short } = ask([0.2, 0.3, 0.4], { most: 5 });
    expect([found.length, asked, left, short]).toEqual([5, 1, 2, 0]);
  });

  test('pairs that are not free and the asking pair itself are no neighbours', () => {
    const { found } = ask([0.8], { isFree: (pair) => pair !== 'a' }, [near('gold0', 'a', 'b', 'c', 'd')]);
    expect(found.map(({ pair }) => pair)).toEqual(['b', 'c']);
  });

  test('a gold pair without a reward does not ask', () => {
    expect(ask([NaN, 0.9])).toMatchObject({ unscored: 1, asked: 1 });
  });

  test('the order in which gold pairs come changes nothing, and nobody is found twice', () => {
    const gold = fc.uniqueArray(
      fc.record({ pair: fc.stringMatching(/^[0-9a-f]{1,3}$/), p: fc.double({ min: 0, max: 1 }) }),
      {
        selector: ({ pair }) => pair,
      },
    );
    const options = fc.record({
      repeats: fc.constantFrom('count' as const, 'pass' as const),
      most: fc.integer({ min: 0, max: 15 }),
    });
    fc.assert(
      fc.property(gold, options, fc.infiniteStream(fc.nat()), (given, chosen, numbers) => {
        const run = (order: typeof given) => retrieveFromPool(order, () => letters, chosen);
        const key = new Map(given.map((one) => [one, numbers.next().value ?? 0]));
        const shuffled = given.toSorted((one, other) => (key.get(one) ?? 0) - (key.get(other) ?? 0));
        const { found } = run(given);
        expect(run(shuffled)).toEqual(run(given));
        expect(new Set(found.map(({ pair }) => pair)).size).toBe(found.length);
        expect(found.length).toBeLessThanOrEqual(chosen.most);
      }),
    );
  });
});

describe('R2: examples for the judge', () => {
  const gold = near(...'abcdefghijk').map((neighbour, at) => ({ ...neighbour, prompt: `prompt${String(at % 10)}` }));

  test('at most eight, the most similar last, never the pair itself or its prompt', () => {
    const chosen = chooseExamples({ pair: 'b', prompt: 'prompt0' }, gold, { most: 20 });
    expect(chosen.map(({ pair }) => pair).join('')).toBe('jihgfedc');
  });

  test('those below the threshold are left out', () => {
    expect(chooseExamples({ pair: 'z', prompt: '' }, gold, { threshold: 0.98 }).map(({ pair }) => pair)).toEqual([
      'c',
      'b',
      'a',
    ]);
  });
});
