import type { LoopPair } from './LoopPair';
import type { HeadTrainer, Signs } from './HeadTrainer';
import type { SimulatedJudges } from './SimulatedJudges';

/** One seed of one setting: all that its strategies share. */
export interface Trial {
  seed: string;
  pairs: readonly LoopPair[];
  trainer: HeadTrainer;
  /** Of every pair. */
  truth: Signs;
  /** Of the pool's pairs, a fifth of them wrong. */
  source: Signs;
  /** Rows that stage 1 labels, rows that stage 2 tests, and rows that nothing touches. */
  unverified: readonly number[];
  wild: readonly number[];
  test: readonly number[];
  judges: SimulatedJudges;
  /** How often a person is wrong. */
  personError: number;
  /** Verdicts that people give in all. */
  budget: number;
}
