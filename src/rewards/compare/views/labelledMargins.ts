import type { CommitteeModel } from '../Committee';

/**
 * A model's margins, in its own unit, to the chosen response, ascending by size.
 *
 * @param labelSigns of the places that count (`Committee.labelSigns`)
 */
export function labelledMargins({ bySize, sortedMargins }: CommitteeModel, labelSigns: Int8Array): Float64Array {
  const found = new Float64Array(bySize.length);
  let count = 0;
  for (let at = 0; at < bySize.length; at++) {
    const sign = labelSigns[bySize[at] ?? 0] ?? 0;
    if (sign !== 0) found[count++] = (sortedMargins[at] ?? 0) * sign;
  }
  return found.subarray(0, count);
}
