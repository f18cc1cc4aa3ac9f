import type { Studio } from '../Studio.svelte';
import { BenchmarkDesk } from './BenchmarkDesk.svelte';

const known = new WeakMap<Studio, BenchmarkDesk>();

/** The studio's desk of benchmarks: a run goes on while other rooms are open. */
export function benchmarkDeskOf(studio: Studio): BenchmarkDesk {
  const desk = known.get(studio) ?? new BenchmarkDesk(studio);
  known.set(studio, desk);
  return desk;
}
