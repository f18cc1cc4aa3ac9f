export interface CurvePoint {
  x: number;
  y: number;
  /** Of its interval; null: none is known. */
  low: number | null;
  high: number | null;
}

/** A line of a chart of curves. */
export interface CurveLine {
  /** Stands at its end; empty: nothing does. */
  name: string;
  /** `ink`: what is selected. `silver`: the whole. `dashed`: what cannot be exceeded, or should be met. */
  look: 'ink' | 'silver' | 'dashed';
  /** The model whose marks stand on its points; null: none do. */
  model: number | null;
  points: CurvePoint[];
}
