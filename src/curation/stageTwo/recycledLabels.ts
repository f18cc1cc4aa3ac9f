import { labelCodes } from '../../pairs/PairIndex';
import { stageTwoBits } from './stageTwoBits';

/**
 * The labels with which the rows of a chunk leave stage 2 (arXiv 2507.01352, stage 2, recycling): a kept row its own, a flipped row
 * the other response's, all others none. Flipped rows stay known by their bit, so that they never leave untagged.
 *
 * @param labels `labelCodes` of the source.
 * @param bits what `decideRows` found.
 * @param into takes `labelCodes`; it may be `labels` itself.
 */
export function recycledLabels(labels: Uint8Array, bits: Uint8Array, into: Uint8Array): void {
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] ?? labelCodes.none;
    const found = bits[row] ?? 0;
    const other = label === labelCodes.first ? labelCodes.second : labelCodes.first;
    into[row] =
      (found & stageTwoBits.kept) !== 0 ? label : (found & stageTwoBits.flipped) !== 0 ? other : labelCodes.none;
  }
}
