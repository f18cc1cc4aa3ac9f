import { labelCodes } from '../../pairs/PairIndex';
import { waitsForJudges } from './decideRow';
import type { StageTwoBars } from './StageTwoSettings';
import { stageTwoBits } from './stageTwoBits';
import type { StageTwoColumns } from './StageTwoColumns';

const { decided, gold, best, llm, kept, flipped } = stageTwoBits;

/**
 * `decideRow` over the rows of a chunk: no object, no call and no exponential a row, since a pool has 40,000,000 of them.
 *
 * @param into takes the `stageTwoBits` of each row; as long as the columns, or longer.
 */
export function decideRows(columns: StageTwoColumns, bars: StageTwoBars, into: Uint8Array): void {
  const { labels, bestFirst, bestSecond, goldFirst, goldSecond, votes } = columns;
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] ?? labelCodes.none;
    const sign = label === labelCodes.first ? 1 : label === labelCodes.second ? -1 : NaN;
    const bestMargin = sign * ((bestFirst[row] ?? NaN) - (bestSecond[row] ?? NaN));
    const goldMargin = sign * ((goldFirst[row] ?? NaN) - (goldSecond[row] ?? NaN));
    let bits = 0;
    // NaN is not equal to itself, and a row without label or reward has one.
    if (bestMargin === bestMargin && goldMargin === goldMargin) {
      bits = decided;
      if (goldMargin > bars.gold) bits |= gold;
      if (bestMargin > bars.best) bits |= best;
      if (votes[row] === label) bits |= llm;
      if ((bits & gold) !== 0 && (bits & (best | llm)) !== 0) bits |= kept;
      else if (bars.flip > -Infinity && goldMargin <= bars.flip) bits |= flipped;
    }
    into[row] = bits;
  }
}

/**
 * The rows about which the judges have to be asked, ascending: `needsJudges` over a chunk.
 *
 * @param bits what `decideRows` found, before there were votes or after.
 */
export function rowsForJudges(bits: Uint8Array): Uint32Array {
  const rows = new Uint32Array(bits.length);
  let found = 0;
  for (let row = 0; row < bits.length; row++) if (waitsForJudges(bits[row] ?? 0)) rows[found++] = row;
  return rows.slice(0, found);
}
