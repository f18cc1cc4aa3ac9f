import type { ScoreResult } from '../../engine/contract';

/** How far a run is and how fast: measured from its start, not counting what an earlier run had done. */
export class ScoringPace {
  /** Responses that have a reward or are known to be too long, of all in the data set. */
  done = $state(0);
  total = $state(0);
  responsesPerS = $state<number | null>(null);
  tokensPerS = $state<number | null>(null);
  /** Seconds until all are scored, at the pace so far. */
  timeLeftS = $state<number | null>(null);
  #startedMs = 0;
  #doneAtStart = 0;
  #tokens = 0;

  /** Nothing is known of the run yet but how much there is. */
  reset(total: number): void {
    this.done = 0;
    this.total = total;
    this.responsesPerS = this.tokensPerS = this.timeLeftS = null;
    this.#startedMs = 0;
    this.#tokens = 0;
  }

  /** `done` is what the reward table holds, which is where the clock starts when it is told the first time. */
  step(done: number, results: readonly ScoreResult[]): void {
    for (const { tokens } of results) this.#tokens += tokens;
    this.done = done;
    const seconds = (performance.now() - this.#startedMs) / 1000;
    this.responsesPerS = (done - this.#doneAtStart) / seconds;
    this.tokensPerS = this.#tokens / seconds;
    this.timeLeftS = this.responsesPerS > 0 ? (this.total - done) / this.responsesPerS : null;
  }

  /** Starts the clock, with what is done already. */
  start(done: number): void {
    this.#startedMs = performance.now();
    this.#doneAtStart = this.done = done;
  }
}
