import { wilson } from '../../../src/rewards/wilson';
import type { ScoreRow } from '../../../src/rewards/scores/ScoreRow';

/** Bad and refused rows that a summary lists by themselves; all of them stand in the output. */
const listedRows = 1000;

/** What a finished output holds. */
export class ScoreCounts {
  rows = 0;
  readonly states: Record<ScoreRow['state'], number> = {
    scored: 0,
    too_long: 0,
    not_finite: 0,
    not_scored: 0,
    refused: 0,
    bad_row: 0,
  };
  /** Pairs whose label names a chosen response and whose two responses have rewards. */
  pairs = 0;
  correct = 0;
  readonly badRows: { row: number; reason: string }[] = [];

  add({ row, state, margin, reason }: ScoreRow): void {
    this.rows++;
    this.states[state]++;
    if (margin !== null) this.pairs++;
    if (margin !== null && margin > 0) this.correct++;
    if (reason !== null && this.badRows.length < listedRows) this.badRows.push({ row, reason });
  }

  get incomplete(): number {
    return this.rows - this.states.scored;
  }

  /** Share of pairs whose chosen response has the higher reward, with its 95 % interval (Wilson); null without pairs. */
  get accuracy(): { share: number; low: number; high: number } | null {
    return this.pairs === 0 ? null : { share: this.correct / this.pairs, ...wilson(this.correct, this.pairs) };
  }
}
