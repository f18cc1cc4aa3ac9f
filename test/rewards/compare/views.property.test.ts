import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { CompareViews } from '../../../src/rewards/compare/CompareViews';
import { filterTest } from '../../../src/rewards/compare/filterTest';
import { viewOf, withoutView, type Selection } from '../../../src/rewards/compare/Selection';
import { ViewsOfCommittee } from '../../../src/rewards/compare/ViewsOfCommittee';
import { anyPairs, anySelection, committeeOf, type AnyPair } from './anyCommittee';

vi.setConfig({ testTimeout: 30_000 });

/** Each run computes all charts several times. */
const enough = { numRuns: 50 };

const request = { a: 0, b: 1, slice: 'domain', binning: 'width' } as const;

function viewsOf(pairs: readonly AnyPair[], selection: Selection = []): CompareViews {
  return new ViewsOfCommittee(committeeOf(pairs)).views(selection, request);
}

/** All numbers of a result by their path, but the mask: which point is which depends on the order. */
function numbersOf(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null || path.endsWith('.mask')) return [];
  return Object.entries(value).flatMap(([name, inner]) => numbersOf(inner, `${path}.${name}`));
}

function expectSame(found: CompareViews, expected: CompareViews): void {
  const [left, right] = [numbersOf(found), numbersOf(expected)];
  expect(left.map(([path]) => path)).toEqual(right.map(([path]) => path));
  for (const [at, [path, number]] of left.entries()) expect(number, path).toBeCloseTo(right[at]?.[1] ?? NaN, 9);
}

test('no chart ever holds NaN: what is undefined says why, whatever pairs there are', () => {
  fc.assert(
    fc.property(anyPairs, anySelection, (pairs, selection) => {
      for (const [path, number] of numbersOf(viewsOf(pairs, selection))) expect(number, path).not.toBeNaN();
    }),
    enough,
  );
});

test('which response of a pair stands first changes nothing', () => {
  fc.assert(
    fc.property(anyPairs, fc.array(fc.boolean()), anySelection, (pairs, swaps, selection) => {
      const swapped = pairs.map((pair, at) => {
        const { first, second, firstLength, secondLength, label } = pair;
        const isWhole = first.every((reward) => reward !== null);
        // A label that chooses nothing gives the pair no other order than the canonical one.
        if (swaps[at] !== true || !isWhole || (label !== 1 && label !== 2)) return pair;
        const lengths = { firstLength: secondLength, secondLength: firstLength };
        return { ...pair, ...lengths, first: second, second: first, label: 3 - label };
      });
      expectSame(viewsOf(swapped, selection), viewsOf(pairs, selection));
    }),
    enough,
  );
});

test('the order of the pairs changes nothing', () => {
  fc.assert(
    fc.property(
      anyPairs.chain((pairs) =>
        fc.tuple(fc.constant(pairs), fc.shuffledSubarray(pairs, { minLength: pairs.length, maxLength: pairs.length })),
      ),
      anySelection,
      ([pairs, shuffled], selection) => {
        expectSame(viewsOf(shuffled, selection), viewsOf(pairs, selection));
      },
    ),
    enough,
  );
});

test('rewards of another scale, and another level for each pair, give the same standardised margins and agreement', () => {
  fc.assert(
    fc.property(anyPairs, fc.integer({ min: -99, max: 99 }), anySelection, (pairs, level, selection) => {
      // Confidences are of the model's own scale, so calibration and filters of it may change.
      const kept = selection.filter(({ kind }) => kind !== 'confidence');
      const other = pairs.map((pair, at) => ({
        ...pair,
        first: pair.first.map((reward) => reward && 4 * reward),
        second: pair.second.map((reward) => 4 * reward),
        ...(at % 2 === 0 && {
          first: pair.first.map((reward) => (reward === null ? null : 4 * (reward + level))),
          second: pair.second.map((reward) => 4 * (reward + level)),
        }),
      }));
      const [found, expected] = [viewsOf(other, kept), viewsOf(pairs, kept)];
      expectSame({ ...found, reliability: [] }, { ...expected, reliability: [] });
    }),
    enough,
  );
});

test('a pair is selected where every filter holds, and a chart asks all filters but its own', () => {
  fc.assert(
    fc.property(anyPairs, anySelection, (pairs, selection) => {
      const committee = committeeOf(pairs);
      const views = viewsOf(pairs, selection);
      const holds = (filters: Selection) => {
        const tests = filters.map((filter) => filterTest(committee, filter));
        return [...committee.labels.keys()].filter((place) => tests.every((passes) => passes(place))).length;
      };
      expect(views.selected).toBe(holds(selection));
      expect(views.scatter.pairs).toBe(holds(withoutView(selection, 'scatter')));
      expect(views.pairwise[0]?.pairs).toBe(holds(withoutView(selection, 'pairwise')));
      expect(views.lengths.reduce((sum, bin) => sum + bin.pairs, 0)).toBe(holds(withoutView(selection, 'length')));
      for (const [at, { agreement, disagreement, tie, none }] of views.stands.entries())
        expect(agreement + disagreement + tie + none).toBe(holds(withoutView(selection, `stand:${String(at)}`)));
    }),
    enough,
  );
});

test('charts after many changes of the selection are those of the last one alone', () => {
  fc.assert(
    fc.property(anyPairs, fc.array(anySelection, { minLength: 2, maxLength: 5 }), (pairs, selections) => {
      const views = new ViewsOfCommittee(committeeOf(pairs));
      for (const selection of selections) expect(views.views(selection, request)).toEqual(viewsOf(pairs, selection));
    }),
    enough,
  );
});

test('a verdict changes the charts as another label in the file would, and only a gold one', () => {
  fc.assert(
    fc.property(anyPairs, fc.nat(), fc.constantFrom(1, 2, 3), anySelection, (pairs, at, label, selection) => {
      fc.pre(pairs.length > 0);
      const row = at % pairs.length;
      const kept = selection.filter((filter) => viewOf(filter) !== 'slice:verdict');
      const committee = committeeOf(pairs);
      const views = new ViewsOfCommittee(committee);
      const before = views.views(kept, request);
      committee.take([{ row, state: 2, label }]);
      expect(views.views(kept, request)).toEqual(before);
      committee.take([{ row, state: 3, label }]);
      const relabelled = pairs.map((pair, place) => (place === row ? { ...pair, label } : pair));
      expect(views.views(kept, request)).toEqual(viewsOf(relabelled, kept));
    }),
    enough,
  );
});
