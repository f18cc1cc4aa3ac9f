import type { JudgeLeanings } from './SimulatedJudges';
import type { Noise } from './plantNoise';

/** `people`: what people voted. `made`: what a head fitted to all those votes says, so that a head can learn all of it. */
export const truths = ['people', 'made'] as const;

export type Truth = (typeof truths)[number];

/** Everything but the seed. */
export interface LoopSetting {
  truth: Truth;
  noise: Noise;
  /** Of the pool's labels, the share that is wrong. */
  wrong: number;
  /** Verdicts of people. */
  budget: number;
  judge: keyof typeof judges;
}

const leanings = (truth: number): JudgeLeanings => ({ truth, length: 0.8, shared: 1.2, own: 0.6, place: 0.4 });

/** Set so that about 70, 80 and 90 of 100 votes are right; what they are is measured and printed. */
export const judges = { weak: leanings(0.6), usual: leanings(1.2), strong: leanings(1.9) };

export const usualBudget = 100;
export const usualWrong = 0.2;

/** Both kinds of truth under both kinds of noise, then other budgets, other judges and a pool that knows nothing. */
export function loopSettings(): LoopSetting[] {
  const usual = { budget: usualBudget, judge: 'usual', noise: 'symmetric', wrong: usualWrong } as const;
  return truths.flatMap((truth): LoopSetting[] => [
    { ...usual, truth },
    { ...usual, truth, noise: 'length' },
    { ...usual, truth, budget: usualBudget / 2 },
    { ...usual, truth, budget: usualBudget * 2 },
    { ...usual, truth, judge: 'weak' },
    { ...usual, truth, judge: 'strong' },
    { ...usual, truth, wrong: 0.5 },
  ]);
}

/** As a key of the figures: what is not usual about it. */
export function settingName({ truth, noise, wrong, budget, judge }: LoopSetting): string {
  const words = [
    noise,
    ...(wrong === usualWrong ? [] : [`wrong_${100 * wrong}`]),
    ...(budget === usualBudget ? [] : [`budget_${budget}`]),
    ...(judge === 'usual' ? [] : [`judge_${judge}`]),
  ];
  return [truth, ...words].join('_');
}
