import type { Benchmark } from './Benchmark';
import { judgeBench } from './judgeBench/judgeBench';
import { rmBench } from './rmBench/rmBench';

/** The benchmarks, in the order of the table of Skywork-Reward-V2. */
export const benchmarks: readonly Benchmark[] = [rmBench, judgeBench];
