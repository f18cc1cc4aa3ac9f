import fc from 'fast-check';
import type { Selection } from '../../../src/rewards/compare/Selection';
import { stands, withFilter, type Filter } from '../../../src/rewards/compare/Selection';
import { openCommittee } from '../../../src/rewards/compare/openCommittee';
import { madeIndex } from '../madeIndex';

/** One pair as a test makes it: rewards by model, null where a model has not scored it. */
export interface AnyPair {
  first: (number | null)[];
  second: number[];
  label: number;
  firstLength: number;
  secondLength: number;
  domain: number;
}

export const modelCount = 3;
export const domains = ['math', 'code', 'empty'];

/** Whole numbers, so that shifting and doubling them is exact, and so small that margins of zero and equal ones occur. */
const reward = fc.integer({ min: -6, max: 6 });
const byModel = { minLength: modelCount, maxLength: modelCount };

export const anyPair: fc.Arbitrary<AnyPair> = fc.record({
  first: fc.array(fc.oneof({ weight: 19, arbitrary: reward }, { weight: 1, arbitrary: fc.constant(null) }), byModel),
  second: fc.array(reward, byModel),
  label: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(1, 2) }, { weight: 1, arbitrary: fc.nat(4) }),
  firstLength: fc.nat(60),
  secondLength: fc.nat(60),
  domain: fc.nat(2),
});

export const anyPairs = fc.array(anyPair, { maxLength: 60 });

/** The committee over these pairs; the facet "domain" has an option that no pair may hold. */
export function committeeOf(pairs: readonly AnyPair[]) {
  const index = {
    ...madeIndex(pairs.map(({ label }) => ({ label }))),
    firstLengths: Uint32Array.from(pairs, ({ firstLength }) => firstLength),
    secondLengths: Uint32Array.from(pairs, ({ secondLength }) => secondLength),
    facets: [{ name: 'domain', values: domains, codes: Uint8Array.from(pairs, ({ domain }) => domain) }],
  };
  const models = Array.from({ length: modelCount }, (_, at) => ({
    key: `model ${String(at)}`,
    first: Float64Array.from(pairs, ({ first }) => first[at] ?? NaN),
    second: Float64Array.from(pairs, ({ second }) => second[at] ?? NaN),
  }));
  return openCommittee(index, models);
}

const model = fc.nat(modelCount - 1);
const edge = fc.integer({ min: -8, max: 8 }).map((quarters) => quarters / 4);
const sign = fc.constantFrom('+' as const, '-' as const);

const anyFilter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ kind: fc.constant('margin' as const), model, from: edge, to: fc.option(edge, { nil: null }) }),
  fc.record({ kind: fc.constant('quadrant' as const), a: model, b: model, signA: sign, signB: sign }),
  fc.record({
    ...{ kind: fc.constant('rectangle' as const), a: model, b: model },
    ...{ fromA: edge, toA: edge, fromB: edge, toB: edge },
  }),
  fc.record({ kind: fc.constant('pairwise' as const), a: model, b: model, which: fc.constantFrom('flip', 'same') }),
  fc.record({ kind: fc.constant('against' as const), models: fc.subarray([0, 1, 2]) }),
  fc.record({ kind: fc.constant('stand' as const), model, stand: fc.constantFrom(...stands) }),
  fc.record({
    ...{ kind: fc.constant('slice' as const), facet: fc.constantFrom('domain', 'verdict', 'nowhere') },
    options: fc
      .subarray([...domains, 'gold'], { minLength: 1 })
      .map((values) => values.map((value) => ({ kind: 'value' as const, value }))),
  }),
  fc.record({
    ...{ kind: fc.constant('confidence' as const), model },
    ...{ from: fc.constantFrom(0.5, 0.75), to: fc.constantFrom(0.9, 1) },
  }),
  fc.record({ kind: fc.constant('length' as const), from: fc.integer({ min: -60, max: 60 }), to: fc.constant(null) }),
);

export const anySelection: fc.Arbitrary<Selection> = fc
  .array(anyFilter, { maxLength: 4 })
  .map((filters) => filters.reduce<Selection>(withFilter, []));
