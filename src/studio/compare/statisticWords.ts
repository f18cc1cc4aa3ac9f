import type { Share } from '../../quality/Share';
import type { Statistic } from '../../rewards/Statistic';
import { signed } from '../parts/format';

/** A figure in so many digits; a dash where there is none. */
export function statisticWords(statistic: Statistic, digits = 3): string {
  return statistic.kind === 'value' ? statistic.value.toFixed(digits).replace('-', '\u2212') : '\u2013';
}

/** A figure whose sign matters. */
export function signedStatistic(statistic: Statistic, digits = 2): string {
  return statistic.kind === 'value' ? signed(statistic.value, digits) : '\u2013';
}

/** The number, or null where there is none: what tables and drawings take. */
export function valueOf(statistic: Statistic): number | null {
  return statistic.kind === 'value' ? statistic.value : null;
}

/** The share, or null where there is none. */
export function shareValue(share: Share): number | null {
  return share.kind === 'share' ? share.share : null;
}
