/** What `npm run bench NAME` asks of bench/NAME.ts: it exports `run` of this type. */
export type Bench = (options: BenchOptions) => Promise<BenchFields>;

export interface BenchOptions {
  /** A tenth of the work: a smoke test whose figures mean nothing. */
  quick: boolean;
}

/** Figures by name, the unit at the end of the name; groups may nest. */
export interface BenchFields {
  [name: string]: number | string | boolean | null | BenchFields;
}
