import type { Benchmark } from './Benchmark';
import { judgeBench } from './judgeBench/judgeBench';
import { ppeCorrectness } from './ppeCorrectness/ppeCorrectness';
import { ppePreference } from './ppePreference/ppePreference';
import { rewardBench } from './rewardBench/rewardBench';
import { rewardBench2 } from './rewardBench2/rewardBench2';
import { rmb } from './rmb/rmb';
import { rmBench } from './rmBench/rmBench';

/** The benchmarks, in the order of the table of Skywork-Reward-V2. */
export const benchmarks: readonly Benchmark[] = [
  rewardBench,
  rewardBench2,
  ppePreference,
  ppeCorrectness,
  rmb,
  rmBench,
  judgeBench,
];
