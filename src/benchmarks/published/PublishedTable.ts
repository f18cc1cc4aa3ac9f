/** Figures that others have published, as printed. */
export interface PublishedTable {
  /** Name of the benchmark, or `seven`. */
  benchmark: string;
  title: string;
  source: string;
  /** How the numbers are printed. */
  unit: 'percent' | 'share';
  /** Keys of the figures that the columns hold; of `seven` the names of the benchmarks, and `mean`. */
  keys: string[];
  /** Models with their numbers in the order of `keys`; null where the source prints none. */
  rows: [model: string, values: (number | null)[]][];
}
