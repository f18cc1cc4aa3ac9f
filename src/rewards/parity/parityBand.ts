import type { Parity } from './Parity';

/** `parity`: as near as another runtime or precision of 8 and more bits; `four_bit`: as 4-bit weights make it; `off`: neither. */
export type ParityBand = 'parity' | 'four_bit' | 'off' | 'unknown';

/** What a band allows at most. */
export interface ParityLimits {
  correlation: number;
  /** Of margins, as a share of their spread. */
  change: number;
  /** Share of pairs that flip, of those with a margin above a quarter of the spread. */
  flips: number;
}

/**
 * Measured with this engine against its own 32-bit weights, and rounded outwards (docs/performance.md, "What 4 bits cost"): 8 bits
 * for the first, 4 bits for the second. The weights were random, which is the hard case: a trained model should lie well inside.
 */
export const parityLimits: Record<'parity' | 'four_bit', ParityLimits> = {
  parity: { correlation: 0.999, change: 0.1, flips: 0.01 },
  four_bit: { correlation: 0.9, change: 0.6, flips: 0.15 },
};

/** The share of the spread above which flips count for the bands. */
export const bandShare = 0.25;

/** In which band a comparison lies; unknown where there is too little to say. */
export function parityBand(parity: Parity): ParityBand {
  const { correlation, spread, change } = parity;
  if (correlation.kind === 'undefined' || spread === null || change === null || spread === 0) return 'unknown';
  const seen = { correlation: correlation.value, change: change / spread, flips: shareOfFlips(parity) };
  if (isWithin(seen, parityLimits.parity)) return 'parity';
  return isWithin(seen, parityLimits.four_bit) ? 'four_bit' : 'off';
}

/** The share of flips among pairs with a margin above `bandShare` of the spread; 0 where there are none. */
export function shareOfFlips({ flips }: Pick<Parity, 'flips'>): number {
  const above = flips.find(({ share }) => share === bandShare);
  return above && above.pairs > 0 ? above.flips / above.pairs : 0;
}

function isWithin(seen: ParityLimits, limits: ParityLimits): boolean {
  return seen.correlation >= limits.correlation && seen.change <= limits.change && seen.flips <= limits.flips;
}
