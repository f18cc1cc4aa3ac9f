import type { BenchmarkItem } from './BenchmarkItem';
import type { Metric, ScoredItem } from './Metric';
import type { GivenRewards } from './scores/GivenRewards';
import type { RowFields } from './RowFields';

/** One benchmark: how its official data are read, and its official metric. */
export interface Benchmark {
  /** As the command line and reports name it. */
  name: string;
  title: string;
  /** What its authors say of using the data. */
  licence: string;
  /** Where data and metric come from. */
  source: string;
  /** Key of the figure that the table of Skywork-Reward-V2 has, from which the mean of seven is made. */
  headline: string;
  /** Fields that a row of the official data has, as a sentence for people whose file has others. */
  layout: string;
  /**
   * The item of a row; null where the official metric leaves the row out.
   *
   * @throws BenchmarkError that names the field
   */
  readRow(row: RowFields): BenchmarkItem | null;
  /** The rewards in a row of the benchmark's own result files; null where the row is none of these, or there are no such files. */
  readResult(row: RowFields): GivenRewards | null;
  /**
   * How many items each subset has in the complete benchmark, of the subsets that belong with those that were found.
   *
   * @param found items by subset
   * @param leftOut rows that were read and left out
   */
  expected(found: ReadonlyMap<string, number>, leftOut: number): ReadonlyMap<string, number>;
  metric(scored: readonly ScoredItem[]): Metric;
}
