import type { Binning } from '../compare/CompareViews';
import { confidenceOf } from './confidenceOf';

/** So many bins; of equally many pairs fewer, where equal confidences must stand together. */
const bins = 10;

/**
 * Where the bins of a reliability curve begin, ascending from 0.5; a bin ends where the next one begins.
 *
 * @param margins ascending by size
 */
export function binStarts(margins: Float64Array, binning: Binning, temperature: number): number[] {
  if (binning === 'width') return Array.from({ length: bins }, (_, at) => (bins + at) / (2 * bins));
  const starts = [0.5];
  for (let bin = 1; bin < bins; bin++) {
    const margin = margins[Math.floor((bin * margins.length) / bins)] ?? 0;
    const start = confidenceOf(margin / temperature);
    // A start that would divide equal confidences is left out.
    if (start > (starts.at(-1) ?? 1)) starts.push(start);
  }
  return starts;
}
