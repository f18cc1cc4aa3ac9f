/** One value of a row with its interval, of the model in this place of the committee. */
export interface Dot {
  /** Null: there is none. */
  value: number | null;
  low: number | null;
  high: number | null;
  /** The same without filters, drawn in silver; null where nothing is filtered. */
  whole: number | null;
}

/** A line of a chart of values with intervals: one dot for each model. */
export interface DotRow {
  label: string;
  dots: Dot[];
  /** What stands in place of dots where there are none. */
  why: string | null;
  /** Of its button; null: the row cannot be chosen. */
  action: string | null;
  pressed: boolean;
}
