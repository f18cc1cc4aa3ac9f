import type { BenchmarkItem } from './BenchmarkItem';

/** An item with a finite reward for each of its responses, in their order. Only such items count. */
export interface ScoredItem {
  item: BenchmarkItem;
  rewards: readonly number[];
}

/** What a figure is, before it has a value. */
export interface FigureName {
  /** Unique in its benchmark, stable across versions: reports and programs find it by this. */
  key: string;
  title: string;
  /** `overall`: of the whole benchmark. `part`: what the overall figures are made of. `detail`: everything below. */
  level: 'overall' | 'part' | 'detail';
  /** Where several conventions are in use, the name of this one; else null. */
  convention: string | null;
  /** Subsets that it is made of: where one of them is not complete, the figure is partial. */
  subsets: string[];
  /** Items that count towards it. */
  items: number;
}

/** Values over whole numbers from 1, for a chart. */
export interface Curve {
  key: string;
  title: string;
  values: number[];
}

/** The official metric over certain scored items. */
export interface Metric {
  figures: FigureName[];
  /**
   * The values of `figures`, in their order; NaN where nothing counts towards one.
   *
   * @param weights how often each item counts: 1 each for the figures themselves, other whole numbers in a bootstrap draw
   */
  values(weights: Float64Array): number[];
  /** Null where the benchmark has none. */
  curves: (() => Curve[]) | null;
}
