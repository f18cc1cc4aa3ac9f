/** How far a run is. Rates are of this run, without what an earlier one had scored. */
export interface ScoringProgress {
  doneRows: number;
  /** An estimate until the whole input is read. */
  totalRows: number;
  rowsPerS: number;
  tokensPerS: number;
  secondsLeft: number | null;
}

/** Who is told of a run as it goes. */
export interface ProgressView {
  update(progress: ScoringProgress): void;
  /** A sentence that stays. */
  note(text: string): void;
}

/** Measures the pace of a run. */
export class Pace {
  private readonly startedMs = performance.now();
  private rows = 0;
  private tokens = 0;

  /** @param before rows that were done when the run began */
  constructor(private readonly before: number) {}

  add(rows: number, tokens: number): void {
    this.rows += rows;
    this.tokens += tokens;
  }

  progress(totalRows: number): ScoringProgress {
    const seconds = Math.max(1e-3, (performance.now() - this.startedMs) / 1000);
    const doneRows = this.before + this.rows;
    const rowsPerS = this.rows / seconds;
    const secondsLeft = this.rows > 0 ? Math.max(0, totalRows - doneRows) / rowsPerS : null;
    const tokensPerS = this.tokens / seconds;
    return { doneRows, totalRows: Math.max(totalRows, doneRows), rowsPerS, tokensPerS, secondsLeft };
  }
}
