import type { Benchmark } from '../Benchmark';
import type { RowFields } from '../RowFields';
import type { GivenRewards } from './GivenRewards';
import { readGivenRewards } from './readGivenRewards';

/** What files of rewards may hold, for people whose file holds something else. */
export const rewardsLayout =
  'A file of rewards has rows of {"id": ..., "rewards": [...]}, is the output of "assay score", or a result file of the benchmark.';

/**
 * The rewards of a row: of the benchmark's own result files, of a score file (`docs/score-files.md`), or `{id, rewards}`.
 *
 * @returns null for a row of a score file that could not be read when it was made
 * @throws BenchmarkError that names the field
 */
export function readRewards(benchmark: Benchmark, row: RowFields): GivenRewards | null {
  return benchmark.readResult(row) ?? readGivenRewards(row);
}
