import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureDecontamination } from './curation/measureDecontamination';
import { measureJudging } from './curation/measureJudging';
import { measureNearest } from './curation/measureNearest';
import { measurePipeline } from './curation/measurePipeline';
import { measureRepeats } from './curation/measureRepeats';
import { measureStageTwo } from './curation/measureStageTwo';
import type { BenchFields, BenchOptions } from './support/Bench';

/** The parts of curation that meet millions of rows: stage 2's rule, cleaning, exact neighbours, calls to judges. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  try {
    // First: its peak of memory is this process's.
    const stage2 = await measureStageTwo(folder, quick ? 4_000_000 : 40_000_000);
    const judge = await measureJudging(folder, quick ? 3_000 : 30_000);
    const rows = quick ? 500_000 : 10_000_000;
    const repeats = await measureRepeats(rows, join(folder, 'spill'));
    const dedup = { ...(await measureDecontamination(rows, quick ? 10_000 : 100_000, folder)), repeats };
    const knn = await measureNearest(folder, quick ? 50_000 : 500_000);
    const pipeline = await measurePipeline(folder, quick ? 10_000 : 200_000);
    return { stage2, dedup, knn, judge, pipeline };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
