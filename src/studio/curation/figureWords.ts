import type { BoardAccuracy } from '../../curation/board/Board';
import { count, percent } from '../parts/format';

/** "1,240 of 20,000 (6.2 %)"; empty where nothing is known, "0 of 0" where there was nothing to count. */
export function partWords(part: { pairs: number; of: number } | null): string {
  if (part === null || part.of === 0) return '';
  return `${count(part.pairs)} of ${count(part.of)} (${percent(part.pairs / part.of)})`;
}

/** "88.2 to 91.4 %", of 95 %. */
export function intervalWords({ low, high }: Pick<BoardAccuracy, 'low' | 'high'>): string {
  return `${(100 * low).toFixed(1)} to ${percent(high)}`;
}

/** A count that may not be known yet. */
export function countOr(n: number | null, other = ''): string {
  return n === null ? other : count(n);
}

/** An amount of anything: whole where it is large, three digits that matter where it is small. */
export function amount(n: number): string {
  const most = Math.abs(n) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
  return n.toLocaleString('en', most);
}
