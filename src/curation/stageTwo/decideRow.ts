import type { Vote } from '../votes/Vote';
import type { StageTwoBars } from './StageTwoSettings';
import { stageTwoBits } from './stageTwoBits';

/** What stage 2 knows of a pair. */
export interface StageTwoRow {
  /** The response that the source's label chooses; null: it chooses none. */
  original: 'first' | 'second' | null;
  /** reward(chosen) - reward(rejected) by that label, of the best and of the gold reward model; NaN where a reward is missing. */
  bestMargin: number;
  goldMargin: number;
  /** What the judges say; `abstain` where they were not asked. */
  vote: Vote;
}

/**
 * The rule of stage 2 (arXiv 2507.01352, stage 2), as `stageTwoBits`:
 *
 *   keep = (p_gold > 0.5) and ((p_best > 0.5) or (vote = original))
 *
 * p > 0.5 is a margin above 0. An abstention agrees with no label. The same for millions of rows: `decideRows`.
 */
export function decideRow({ original, bestMargin, goldMargin, vote }: StageTwoRow, bars: StageTwoBars): number {
  if (original === null || Number.isNaN(bestMargin) || Number.isNaN(goldMargin)) return 0;
  const gold = goldMargin > bars.gold;
  const best = bestMargin > bars.best;
  const llm = vote === original;
  const kept = gold && (best || llm);
  const flipped = !kept && bars.flip > -Infinity && goldMargin <= bars.flip;
  return (
    stageTwoBits.decided |
    (gold ? stageTwoBits.gold : 0) |
    (best ? stageTwoBits.best : 0) |
    (llm ? stageTwoBits.llm : 0) |
    (kept ? stageTwoBits.kept : 0) |
    (flipped ? stageTwoBits.flipped : 0)
  );
}

/**
 * Whether the judges have to be asked about a row: the gold model agrees, and the best model does not. Where the gold model does not,
 * the pair is discarded whatever a judge says; the paper asks there too, for the same outcome.
 */
export function needsJudges(row: Omit<StageTwoRow, 'vote'>, bars: StageTwoBars): boolean {
  return waitsForJudges(decideRow({ ...row, vote: 'abstain' }, bars));
}

/** The same by the `stageTwoBits` of a row. */
export function waitsForJudges(bits: number): boolean {
  return (bits & (stageTwoBits.gold | stageTwoBits.best)) === stageTwoBits.gold;
}
