import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterEvent, mostFigures, newTraining } from '../../../src/curation/board/afterEvent';
import type { BoardFacts } from '../../../src/curation/board/BoardFacts';
import { boardOf } from '../../../src/curation/board/boardOf';

const moment = { state: 'running', reason: null, startedAt: '', at: '', step: null, waiting: null } as const;
const prices = { verdict: 0.5, gpuHour: 0, millionTokensIn: 0, millionTokensOut: 0 };

function facts(counts: Record<string, Record<string, number>>, iterations: number): BoardFacts {
  const budget = { calls: null, tokens: null, gpuHours: null, humanHours: null, money: null };
  return {
    plan: { plan: 'p', iterations: { count: iterations, pairs: 1, arrival: 'even' }, budget, prices },
    project: 'main',
    steps: Object.keys(counts).map((label) => ({ label, stage: label.replace(/@.*/, '') })),
    ...{ counts: new Map(Object.entries(counts)), models: new Map(), trainings: new Map(), estimate: null },
    ...{ spent: { calls: 0, tokensIn: 0, tokensOut: 0 }, registered: null },
  };
}

const count = fc.nat(1000);

test('gold, silver and discarded of an iteration are all rows of its labels but the open ones', () => {
  const labels = fc.record({ gold: count, silver: count, divided: count, abstained: count, open: count });
  fc.assert(
    fc.property(fc.array(labels, { minLength: 1, maxLength: 8 }), (merges) => {
      const counts = Object.fromEntries(merges.map((one, at) => [`merge@${at + 1}`, one]));
      const { iterations } = boardOf(facts(counts, merges.length), moment);
      for (const [at, { gold, silver, discarded }] of iterations.entries()) {
        const all = Object.values(merges[at] ?? {}).reduce((sum, one) => sum + one, 0);
        expect((gold ?? 0) + (silver ?? 0) + (discarded ?? 0)).toBe(all - (merges[at]?.open ?? 0));
      }
    }),
  );
});

test('rows of stage 2 are kept, discarded or undecided, by the bits that the rule counted', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('bits_0', 'bits_1', 'bits_3', 'bits_23', 'bits_33'), count), (rule) => {
      const found = boardOf(facts({ rule }, 1), moment).stageTwo;
      const all = Object.values(rule).reduce((sum, one) => sum + one, 0);
      expect(found?.rows).toBe(all);
      expect((found?.kept ?? 0) + (found?.discarded ?? 0) + (found?.undecided ?? 0)).toBe(all);
      expect(found?.flipped).toBe(rule['bits_33'] ?? 0);
    }),
  );
});

test('a training told again from its beginning is the same, and keeps few figures of many', () => {
  const events = Array.from({ length: 1000 }, (_, at) => ({
    at: '2026-01-01T00:00:00Z',
    step: at,
    steps: 1000,
    loss: 1,
  }));
  const once = events.reduce(afterEvent, newTraining('r'));
  expect(once.figures.length).toBeLessThanOrEqual(mostFigures);
  expect(once.figures.at(-1)?.step).toBe(999);
  const again = events.reduce(afterEvent, once);
  expect(again.figures.at(-1)?.step).toBe(999);
  expect(again.figures.map(({ step }) => step)).toEqual([...new Set(again.figures.map(({ step }) => step))]);
});

test('a training is as long as its own clock says, also where it is told again; all trainings are hours of the cost', () => {
  const events = [10, 11, 13].map((hour, step) => ({ at: `2026-01-01T${hour}:00:00Z`, step }));
  const once = events.reduce(afterEvent, newTraining('r'));
  expect(once.hours).toBe(3);
  expect(events.reduce(afterEvent, once).hours).toBe(3);
  expect(afterEvent(once, { at: '2025-01-01T00:00:00Z' }).hours).toBe(0);
  const trainings = new Map([
    ['train@1', once],
    ['train@2', { ...once, hours: 2 }],
  ]);
  expect(boardOf({ ...facts({}, 2), trainings }, moment).cost).toMatchObject({ gpuHours: 5, verdicts: 0 });
});

test('a verdict of a step takes the median time of the step, and has its price', () => {
  const human = (verdicts: number, medianMs: number) => ({ verdicts, medianMs });
  const { cost } = boardOf(facts({ 'human@1': human(10, 360_000), 'human@2': human(2, 1_800_000) }, 2), moment);
  expect(cost).toMatchObject({ verdicts: 12, humanHours: 2, money: 6 });
});
