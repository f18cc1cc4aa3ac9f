import type { Board, BoardEntry, BoardIteration } from '../../../src/curation/board/Board';
import type { PairExplanation } from '../../../src/curation/board/PairExplanation';

const cost = { verdicts: 0, humanHours: 0, calls: 0, tokensIn: 0, tokensOut: 0, gpuHours: 0, money: 0 };
const noLimits = { calls: null, tokens: null, gpuHours: null, humanHours: null, money: null };

/** A board of a plan that has just begun, with what a test wants otherwise. */
export function madeBoard(plan: string, changes: Partial<Board> = {}): Board {
  return {
    ...{
      version: 1,
      plan,
      project: 'main',
      state: 'running',
      reason: null,
      waiting: null,
      iterations: [],
      final: null,
    },
    ...{ startedAt: '2026-11-24T08:00:00.000Z', at: '2026-11-24T09:30:00.000Z', stageTwo: null, dataSet: null },
    step: { label: 'judge@1', stage: 'judge', done: 3, all: 12 },
    steps: [
      { label: 'read', counts: { pool: 1200 } },
      { label: 'judge@1', counts: null },
    ],
    ...{ cost, estimate: null, budget: noLimits, ...changes },
  };
}

/** What an iteration came to, each better than the one before. */
export function madeIteration(iteration: number, changes: Partial<BoardIteration> = {}): BoardIteration {
  const share = 0.7 + 0.025 * iteration;
  const figures = Array.from({ length: 12 }, (_, at) => ({
    ...{ step: 10 * (at + 1), loss: 0.7 / (1 + 0.2 * at) },
    goldAccuracy: at % 3 === 2 ? share - 0.02 + 0.001 * at : null,
  }));
  return {
    ...{ iteration, pool: 125_000 * iteration, gold: 2273 * iteration, silver: 120_400 * iteration },
    ...{ discarded: 1900 * iteration, disagreement: { pairs: 640 - 40 * iteration, of: 2273 * iteration } },
    ...{ flipped: { pairs: 311 * iteration, of: 122_000 * iteration }, model: `example-${iteration}` },
    accuracy: { share, low: share - 0.03, high: share + 0.025, pairs: 2273 * iteration },
    training: {
      ...{ run: `example-best-${iteration}`, phase: 'done', startedAt: '2026-11-20T10:00:00.000Z', hours: 2 },
      ...{ step: 120, steps: 120, figures },
    },
    ...changes,
  };
}

/** A board of a plan that is done: eight iterations, stage 2, the final model and its data set. */
export function finishedBoard(plan: string): Board {
  const spent = { verdicts: 20_000, humanHours: 412.25, calls: 7_900_000, tokensIn: 18_400_000_000 };
  const more = { tokensOut: 1_100_000_000, gpuHours: 1642.3, money: 18_522.75 };
  return madeBoard(plan, {
    ...{ state: 'done', step: null, cost: { ...spent, ...more } },
    iterations: Array.from({ length: 8 }, (_, at) => madeIteration(at + 1)),
    stageTwo: {
      ...{ rows: 26_000_000, kept: 14_300_000, keptByJudges: 2_100_000, discarded: 11_400_000, flipped: 3_200_000 },
      ...{ undecided: 300_000, asked: 6_100_000 },
    },
    estimate: { ...cost, verdicts: 20_000, humanHours: 380, calls: 8_000_000, tokensIn: 19e9, tokensOut: 1.2e9 },
    budget: { ...noLimits, tokens: 19_000_000_000, gpuHours: 2000, humanHours: 500 },
    final: {
      ...{ run: 'example-final', training: null },
      accuracy: { share: 0.914, low: 0.909, high: 0.919, pairs: 18_184 },
      registered: { model: 'helpful', version: 4, digest: '4'.repeat(64) },
    },
    dataSet: { rows: 15_263_200, gold: 18_184, silver: 15_245_016 },
  });
}

export function entryOf({ plan, state, startedAt, at, step, waiting, iterations }: Board, all = 8): BoardEntry {
  const done = iterations.filter(({ accuracy }) => accuracy !== null).length;
  return { plan, state, startedAt, at, step: step?.label ?? null, waiting, iterations: { done, all } };
}

export function madeExplanation(pair: string, changes: Partial<PairExplanation> = {}): PairExplanation {
  return {
    pair,
    label: { kind: 'label', chosen: 'second', origin: 'silver', stage: 1, flipped: true },
    sentences: [
      'The second response is chosen: silver, stage 1, by judges. The label of the source was flipped.',
      'The source chooses the first response.',
      'The judges together: second.',
    ],
    verdicts: {
      ...{ outcome: 'second', fold: 'adjudicated', people: 2, protocols: ['assay@1'] },
      events: [{ id: '00000000-0000-7000-8000-000000000001', hash: 'a'.repeat(64) }],
    },
    votes: [{ model: 'judge-one', vote: 'second', because: null, first: 1, second: 6, undecidable: 1, abstained: 0 }],
    rewards: [{ step: 'score@1', first: -0.125, second: 2.5 }],
    versions: { plan: '1f2e3d', rules: '3' },
    trail: ['clean: fate kept, part pool', 'judge@1: vote second'],
    ...changes,
  };
}
