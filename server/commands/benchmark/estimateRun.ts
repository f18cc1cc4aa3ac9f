import type { BenchmarkItem } from '../../../src/benchmarks/BenchmarkItem';
import type { RunEstimate } from '../../../src/benchmarks/run/RunEstimate';
import { estimateFrom, sampleRun } from '../../../src/benchmarks/run/RunSample';
import type { Scorer } from '../score/Scorer';

/** What scoring the items costs on this device, from scoring some of them. */
export async function estimateRun(items: readonly BenchmarkItem[], scorer: Scorer): Promise<RunEstimate> {
  const sample = sampleRun(items);
  let tokens = 0;
  const startedMs = performance.now();
  await scorer.score(sample.requests, ({ results }) => {
    for (const result of results) tokens += result.tokens;
  });
  return estimateFrom(sample, tokens, (performance.now() - startedMs) / 1000);
}
