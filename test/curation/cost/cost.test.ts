import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { budgetExceeded } from '../../../src/curation/cost/budgetExceeded';
import { noCost, sumOfCosts } from '../../../src/curation/cost/Cost';
import { costOf } from '../../../src/curation/cost/costOf';
import type { CostMeasures } from '../../../src/curation/cost/CostMeasures';
import { paperBudget } from '../../../src/curation/cost/paperBudget';
import { planCost } from '../../../src/curation/cost/planCost';
import { readPlan } from '../../../src/curation/plan/readPlan';

const plan = readPlan(readFileSync(new URL('../../../src/curation/plan/example.yaml', import.meta.url), 'utf8'));

const measures: CostMeasures = {
  pool: 1_000_000,
  start: 77_016,
  wild: 40_000_000,
  gold: 0,
  judgedShare: 0.1,
  promptTokens: 200,
  responseTokens: 400,
  answerTokens: 150,
  attributeTokens: 120,
  secondsPerVerdict: 90,
  trainTokensPerSecond: 60_000,
  scoreTokensPerSecond: 180_000,
  embedTokensPerSecond: 200_000,
};

describe("the paper's budget", () => {
  test('100,000 gold, a million silver and 40 million of stage 2 are 500,000 dollars at its prices', () => {
    expect(paperBudget({ gold: 100_000, silver: 1_000_000, stage2: 40_000_000 })).toBe(50_000 + 50_000 + 400_000);
  });
});

describe('what a plan takes', () => {
  const cost = planCost(plan, measures);

  test('eight iterations of people at their measured pace', () => {
    expect(cost.iterations).toHaveLength(8);
    // 2,500 verdicts are 2,272 pairs, of which a tenth is judged twice.
    expect(cost.all.verdicts).toBe(8 * 2_499);
    expect(cost.all.humanHours).toBeCloseTo((8 * 2_499 * 90) / 3600);
  });

  test('calls: attributes for what comes into the pool and what stage 2 judges, eight samples of two judges for the rest', () => {
    const byPeople = Math.floor(2_500 / 1.1);
    const judged = 8 * (125_000 - byPeople) + 4_000_000;
    expect(cost.all.calls).toBe(1_000_000 + 4_000_000 + judged * 2 * 8);
  });

  test('GPU hours: training grows with silver, stage 2 scores every pair with two models', () => {
    const hours = cost.iterations.map(({ gpuHours }) => gpuHours);
    expect(hours.toSorted((one, other) => one - other)).toEqual(hours);
    expect(cost.stage2.gpuHours).toBeGreaterThan((2 * 40_000_000 * 1200) / 180_000 / 3600);
  });

  test('the final model learns from all that may be in the data set, and a plan that trains none pays for none', () => {
    const gold = 8 * Math.floor(2_500 / 1.1);
    const pairs = gold + (1_000_000 - gold) + 40_000_000;
    const seconds = (pairs * 1200) / 60_000 + (3 * gold * 0.1 * 1200) / 180_000;
    expect(cost.final.gpuHours).toBeCloseTo(seconds / 3600, 6);
    const served = { ...plan, machines: { ...plan.machines, training: null, final: null } };
    expect(planCost(served, measures).final).toEqual(noCost);
  });

  test('a pool that ends before the last iteration costs no more than it has', () => {
    const small = planCost(plan, { ...measures, pool: 200_000, wild: 0 });
    expect(small.iterations.slice(2).every(({ verdicts }) => verdicts === 0)).toBe(true);
    expect(small.stage2).toEqual(noCost);
  });

  test('everything together is the sum of its parts, and grows with every count', () => {
    const grown: (keyof CostMeasures)[] = [
      'pool',
      'start',
      'wild',
      'judgedShare',
      'promptTokens',
      'responseTokens',
      'secondsPerVerdict',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...grown), fc.double({ min: 1, max: 5, noNaN: true }), (name, factor) => {
        const more = planCost(plan, { ...measures, [name]: measures[name] * factor });
        expect(sumOfCosts([...more.iterations, more.stage2, more.final])).toEqual(more.all);
        expect(more.all.money).toBeGreaterThanOrEqual(cost.all.money - 1e-6);
      }),
    );
  });

  test('without a describer nobody is called for attributes; without judges nobody for votes', () => {
    const machines = { ...plan.machines, describer: null, judges: [] };
    expect(costOf({ described: 10, judged: 10 }, { ...plan, machines }, measures)).toEqual(noCost);
  });

  test('a prompt is never reckoned longer than the plan lets it be', () => {
    const { tokensIn, calls } = costOf({ judged: 1 }, plan, { ...measures, responseTokens: 100_000 });
    expect(tokensIn / calls).toBe(16_384);
  });
});

test('a budget says what is too much and what it has', () => {
  const budget = { calls: 10, tokens: null, gpuHours: 1.5, humanHours: 1, money: 0 };
  const cost = { ...noCost, calls: 1_234, gpuHours: 1.4, humanHours: 1, money: 0.5 };
  expect(budgetExceeded(cost, budget)).toEqual(['1,230 calls; the budget has 10.', '0.5 money; the budget has 0.']);
});
