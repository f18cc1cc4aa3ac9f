import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planBatches } from '../../../src/engine/scoring/planBatches';
import { mostUnder, packsCost, planPacks } from '../../../src/engine/scoring/planPacks';
import { planWindow, type WindowPlan } from '../../../src/engine/scoring/planWindow';
import { batchCost, keepCost } from '../../../src/engine/scoring/runCosts';
import type { BatchLimits } from '../../../src/engine/session/Runtime';
import type { RunCosts } from '../../../src/engine/session/ScoringModel';
import type { PreparedGroup, PreparedText } from '../../../src/engine/text/TextSource';

const anyCosts: fc.Arbitrary<RunCosts> = fc.record({
  run: fc.integer({ min: 0, max: 64 }),
  score: fc.constantFrom(0, 1e-5, 3e-4, 1e-3, 1e-2),
});
const limits: BatchLimits = { masking: 'mask', tokens: 4096, texts: 64 };
const anyBudget = fc.integer({ min: 1, max: 4096 });
const anyResponses = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 64 });
const anyPrompt = fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 400, max: 12_000 }));

/** A group with a prompt of so many tokens; its ids tell prompts and texts apart. */
function groupOf(prompt: number, responses: readonly number[], number = 1): PreparedGroup {
  const prefix = new Int32Array(prompt).fill(number);
  const texts = responses.map((tokens, place): PreparedText => {
    const suffix = new Int32Array(tokens).fill(1000 + place);
    return { ids: Int32Array.from([...prefix, ...suffix]), suffix, requests: [place], trimmed: 0 };
  });
  return { prefix, texts };
}

function costOf({ shared, padded }: WindowPlan, costs: RunCosts, budget: number): number {
  const groups = shared.map(({ prefix, texts }) => {
    const lengths = texts.map(({ suffix }) => suffix.length);
    const packs = planPacks(lengths, prefix.length, costs, budget);
    return keepCost(prefix.length, costs) + packsCost(packs, lengths, prefix.length, costs);
  });
  return groups.reduce((sum, cost) => sum + cost, 0) + paddedCost(padded, costs, budget);
}

function paddedCost(texts: readonly PreparedText[], costs: RunCosts, budget: number): number {
  const lengths = texts.map(({ ids }) => ids.length).sort((a, b) => a - b);
  let start = 0;
  return planBatches(lengths, costs, limits, budget).reduce((sum, end) => {
    const cost = batchCost(end - start, lengths[end - 1] ?? 0, costs);
    start = end;
    return sum + cost;
  }, 0);
}

/** All ways to part some indices into packs. */
function partitions(count: number): number[][][] {
  if (count === 0) return [[]];
  return partitions(count - 1).flatMap((packs) => [
    ...packs.map((_, at) => packs.map((pack, other) => (other === at ? [...pack, count - 1] : pack))),
    [...packs, [count - 1]],
  ]);
}

const tokensIn = (pack: readonly number[], lengths: readonly number[]) =>
  pack.reduce((sum, index) => sum + (lengths[index] ?? 0), 0);

describe('packs', () => {
  test('hold every response once, within the budget and the mask unless one alone is beyond them', () => {
    fc.assert(
      fc.property(anyResponses, anyPrompt, anyCosts, anyBudget, (lengths, prompt, costs, budget) => {
        const packs = planPacks(lengths, prompt, costs, budget);
        expect(packs.flat().sort((a, b) => a - b)).toEqual(lengths.map((_, index) => index));
        for (const pack of packs) {
          expect(pack.length).toBeGreaterThan(0);
          if (pack.length > 1) expect(tokensIn(pack, lengths)).toBeLessThanOrEqual(Math.min(budget, mostUnder(prompt)));
        }
      }),
    );
  });

  test('cost at most a twentieth more than the best of all ways to pack', () => {
    const few = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(few, anyPrompt, anyCosts, fc.integer({ min: 700, max: 4096 }), (lengths, prompt, costs, budget) => {
        const most = Math.min(budget, mostUnder(prompt));
        const allowed = partitions(lengths.length).filter((packs) =>
          packs.every((pack) => pack.length === 1 || tokensIn(pack, lengths) <= most),
        );
        const best = Math.min(...allowed.map((packs) => packsCost(packs, lengths, prompt, costs)));
        const cost = packsCost(planPacks(lengths, prompt, costs, budget), lengths, prompt, costs);
        expect(cost).toBeLessThanOrEqual(best * 1.05 + 1e-6);
      }),
      { numRuns: 300 },
    );
  });

  test('are one where starting a run is dear and attention cheap, and one for each response where it is the other way', () => {
    const lengths = [100, 120, 90, 110];
    expect(planPacks(lengths, 300, { run: 100, score: 1e-6 }, 4096)).toHaveLength(1);
    expect(planPacks(lengths, 300, { run: 0.1, score: 1e-2 }, 4096)).toHaveLength(4);
  });

  test('of 64 responses of one token are one', () => {
    const packs = planPacks(new Array<number>(64).fill(1), 50, { run: 8, score: 1e-3 }, 256);
    expect(packs.map((pack) => pack.length)).toEqual([64]);
  });
});

describe('padded batches', () => {
  const anyLengths = fc
    .array(fc.integer({ min: 1, max: 1024 }), { maxLength: 60 })
    .map((all) => all.sort((a, b) => a - b));

  test('hold every text once, within the budget, and cost no more than any one cut fewer or more', () => {
    fc.assert(
      fc.property(anyLengths, anyCosts, anyBudget, (lengths, costs, budget) => {
        const ends = planBatches(lengths, costs, limits, budget);
        expect([...ends]).toEqual([...new Set(ends)].sort((a, b) => a - b));
        expect(ends.at(-1) ?? 0).toBe(lengths.length);
        ends.forEach((end, at) => {
          const count = end - (ends[at - 1] ?? 0);
          if (count > 1) expect(count * (lengths[end - 1] ?? 0)).toBeLessThanOrEqual(budget);
          expect(count).toBeLessThanOrEqual(limits.texts);
        });
      }),
    );
  });

  test('cost no more than each text alone, nor than any greedy filling', () => {
    fc.assert(
      fc.property(anyLengths, anyCosts, anyBudget, fc.integer({ min: 1, max: 64 }), (lengths, costs, budget, size) => {
        let greedy = 0;
        for (let start = 0; start < lengths.length;) {
          let end = start + 1;
          while (end < lengths.length && end - start < size && (end - start + 1) * (lengths[end] ?? 0) <= budget)
            end += 1;
          greedy += batchCost(end - start, lengths[end - 1] ?? 0, costs);
          start = end;
        }
        const texts = groupOf(0, lengths).texts;
        expect(paddedCost(texts, costs, budget)).toBeLessThanOrEqual(greedy + 1e-6);
      }),
    );
  });

  test('are of one length each where the graph has no mask', () => {
    const lengths = [3, 3, 4, 4, 4, 9];
    expect(planBatches(lengths, { run: 50, score: 0 }, { ...limits, masking: 'none' }, 4096)).toEqual([2, 5, 6]);
  });
});

describe('the plan of a window', () => {
  const anyGroups = fc
    .array(
      fc.tuple(
        fc.integer({ min: 0, max: 900 }),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }),
      ),
      {
        maxLength: 12,
      },
    )
    .map((all) => all.map(([prompt, responses], at) => groupOf(prompt, responses, at + 1)));

  test('has every text once, each whole under its own prompt, and never costs more than padding everything', () => {
    fc.assert(
      fc.property(anyGroups, anyCosts, anyBudget, (groups, costs, budget) => {
        const plan = planWindow(groups, { costs, limits, budget, mostPrompt: Infinity });
        const texts = groups.flatMap((group) => group.texts);
        const planned = [...plan.shared.flatMap((group) => group.texts), ...plan.padded];
        expect(planned).toHaveLength(texts.length);
        expect(new Set(planned)).toEqual(new Set(texts));
        for (const { prefix, texts: under } of plan.shared) {
          expect(prefix.length).toBeGreaterThan(0);
          for (const { ids, suffix } of under) {
            expect(suffix.length).toBeGreaterThan(0);
            expect([...prefix, ...suffix]).toEqual([...ids]);
          }
        }
        expect(costOf(plan, costs, budget)).toBeLessThanOrEqual(paddedCost(texts, costs, budget) + 1e-6);
      }),
    );
  });

  const costs: RunCosts = { run: 8, score: 3e-4 };
  const terms = { costs, limits, budget: 4096, mostPrompt: Infinity };

  test('shares a long prompt of few short responses, and pads a short prompt of long ones', () => {
    const long = groupOf(400, [60, 80], 1);
    const short = groupOf(3, [300, 301], 2);
    const { shared, padded } = planWindow([long, short], terms);
    expect(shared.map(({ prefix }) => prefix.length)).toEqual([400]);
    expect(padded).toEqual(short.texts);
  });

  test('shares a prompt of thousands of tokens, beyond the budget, between 64 responses', () => {
    const { shared, padded } = planWindow([groupOf(6000, new Array<number>(64).fill(40))], { ...terms, budget: 256 });
    expect(shared[0]?.texts).toHaveLength(64);
    expect(padded).toEqual([]);
  });

  test('pads a prompt that memory is known not to keep, one without tokens, and a response alone', () => {
    const groups = [groupOf(500, [9, 9], 1), groupOf(0, [70, 70], 2), groupOf(300, [5], 3)];
    const { shared, padded } = planWindow(groups, { ...terms, mostPrompt: 499 });
    expect(shared).toEqual([]);
    expect(padded).toHaveLength(5);
  });

  test('shares no prompt whose part of a batch is dear only because the batch starts anyway', () => {
    const dearStart = { ...terms, costs: { run: 100, score: 0 } };
    const group = groupOf(175, [25, 25], 1);
    const others = groupOf(0, [200, 200], 2);
    expect(planWindow([group, others], dearStart).shared).toEqual([]);
    const twin = groupOf(175, [25, 25], 3);
    expect(planWindow([group, twin], dearStart).shared).toHaveLength(2);
  });

  test('pads everything for a model that cannot share', () => {
    const { shared, padded } = planWindow([groupOf(400, [60, 80])], { ...terms, costs: null });
    expect(shared).toEqual([]);
    expect(padded.map(({ ids }) => ids.length)).toEqual([460, 480]);
  });

  test('leaves a response whose mask would be too large out of its group', () => {
    const { shared, padded } = planWindow([groupOf(3000, [50, 60, 5000])], terms);
    expect(shared[0]?.texts.map(({ suffix }) => suffix.length)).toEqual([50, 60]);
    expect(padded.map(({ ids }) => ids.length)).toEqual([8000]);
  });
});
