import type { BenchFields } from '../../support/Bench';
import { quantile } from '../../support/median';
import type { DecoderItem } from './decoderItems';

/**
 * How far rounding activations to 8 bits may move a margin, as a share of the spread of margins: what docs/performance.md
 * states. A margin above it never changes its sign.
 */
export const statedBound = 0.25;

/** Rewards of the same requests of the same graph: activations in 32-bit floats, and rounded. */
export interface BothRewards {
  items: readonly DecoderItem[];
  exact: readonly number[];
  rounded: readonly number[];
}

/** Margins of all pairs of responses under one prompt. The spread is the standard deviation of the exact ones around 0. */
export function wholeNumberBound({ items, exact, rounded }: BothRewards): BenchFields {
  const [margins, others] = [marginsOf(items, exact), marginsOf(items, rounded)];
  const spread = Math.sqrt(margins.reduce((sum, margin) => sum + margin ** 2, 0) / margins.length);
  const changes = margins.map((margin, index) => Math.abs(margin - (others[index] ?? NaN)) / spread);
  const flipped = (least: number) =>
    margins.filter((margin, index) => Math.abs(margin) > least && margin * (others[index] ?? NaN) <= 0).length;
  return {
    pairs: margins.length,
    margin_spread: spread,
    max_margin_change: Math.max(...changes),
    p99_margin_change: quantile(changes, 0.99),
    stated_bound: statedBound,
    flipped: flipped(0),
    flipped_above_bound: flipped(statedBound * spread),
  };
}

function marginsOf(items: readonly DecoderItem[], rewards: readonly number[]): number[] {
  let start = 0;
  return items.flatMap(({ responses }) => {
    const own = rewards.slice(start, (start += responses.length));
    return own.flatMap((reward, index) => own.slice(index + 1).map((other) => reward - other));
  });
}
