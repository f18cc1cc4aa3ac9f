import { expect, test } from 'vitest';
import type { BoardEntry } from '../../../src/curation/board/Board';
import { railWords, stepOfState, stepWords } from '../../../src/studio/curation/boardWords';
import { costRows } from '../../../src/studio/curation/costRows';
import { amount, intervalWords, partWords } from '../../../src/studio/curation/figureWords';
import { keptCuration } from '../../../src/studio/curation/KeptCuration';

const entry = (changes: Partial<BoardEntry>): BoardEntry => ({
  ...{ plan: 'p', state: 'running', startedAt: '2026-11-24T08:00:00.000Z', at: '2026-11-24T09:00:00.000Z' },
  ...{ step: null, waiting: null, iterations: { done: 2, all: 8 }, ...changes },
});

test('a step is said with its iteration; a name that is not known stays, were it one of every object', () => {
  expect(stepWords('judge@3')).toBe('judges vote, iteration 3');
  expect(stepWords('merge@0')).toBe('folding labels, before the first iteration');
  expect(stepWords('export')).toBe('writing the data set');
  for (const name of ['new-stage@2', 'constructor@1', '']) expect(stepWords(name)).toBe(name);
});

test('how far a step is stands there as far as it is known', () => {
  const step = (done: number, all: number | null) => ({ label: 'clean', stage: 'clean', done, all });
  const said = (done: number, all: number | null) =>
    stepOfState({ state: 'running', step: step(done, all), waiting: null });
  expect([said(3, 12), said(3, null), said(0, null)]).toEqual(['cleaning: 3 of 12', 'cleaning: 3', 'cleaning']);
});

test('the list of rooms speaks of the newest plan under way, else of the newest', () => {
  const [before, after] = ['2026-11-24T09:00:00.000Z', '2026-11-24T10:00:00.000Z'];
  expect(railWords([])).toBe('');
  expect(railWords([entry({ at: before }), entry({ at: after, state: 'done' })])).toBe('iter. 3');
  expect(railWords([entry({ at: before, state: 'lost' }), entry({ at: after, state: 'done' })])).toBe('done');
  expect(railWords([entry({ state: 'waiting' })])).toBe('waits');
  expect(railWords([entry({ iterations: { done: 8, all: 8 } })])).toBe('stage 2');
});

test('figures keep what matters of them', () => {
  expect([amount(0.00412), amount(12.345), amount(19_499_999_999.6)]).toEqual(['0.00412', '12.3', '19,500,000,000']);
  expect(partWords({ pairs: 12, of: 240 })).toBe('12 of 240 (5.0 %)');
  expect(partWords({ pairs: 0, of: 0 })).toBe('');
  expect(intervalWords({ low: 0.8712, high: 0.925 })).toBe('87.1 to 92.5 %');
});

test('tokens are held against their budget as the sum of those in and out', () => {
  const cost = { verdicts: 1, humanHours: 2, calls: 3, tokensIn: 40, tokensOut: 5, gpuHours: 6, money: 7 };
  const budget = { calls: 30, tokens: 100, gpuHours: null, humanHours: null, money: null };
  const rows = costRows({ cost, estimate: null, budget });
  expect(rows.find(({ name }) => name === 'Tokens')).toMatchObject({ soFar: 45, estimate: null, budget: 100 });
  expect(rows.find(({ name }) => name === 'of these, out')).toMatchObject({ soFar: 5 });
  expect(rows.find(({ name }) => name === 'GPU hours')).toMatchObject({ budget: null });
});

test('of what was kept only what can be read comes back', () => {
  const kept = { list: [entry({}), { plan: 'broken' }] as BoardEntry[], at: 'then', boards: {} };
  expect(keptCuration(kept)).toEqual({ list: [], at: 'then', boards: {} });
  expect(keptCuration({ ...kept, list: [entry({})] }).list).toHaveLength(1);
  expect(keptCuration(null).at).toBe('');
});
