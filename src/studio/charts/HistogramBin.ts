/** One bin of a histogram. */
export interface HistogramBin {
  from: number;
  to: number;
  /** Pairs that pass the filters, by kind from the axis upwards; `color` is a token of the theme. */
  parts: { color: 'against' | 'agree' | 'ink-3' | 'ink'; pairs: number }[];
  /** Pairs without any filter. */
  whole: number;
  /** What its button says. */
  label: string;
}
