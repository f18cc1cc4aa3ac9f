import { shareOf } from '../../../quality/shareOf';
import { cohenKappa } from '../../../verdicts/agreement/cohenKappa';
import type { Undefined } from '../../../verdicts/agreement/Figure';
import { undefinedBecause, value, type Statistic } from '../../Statistic';
import type { CommitteeModel } from '../Committee';
import type { PairwiseAgreement } from '../CompareViews';

/** Where pairs count, and `Committee.labelSigns` of these places. */
export interface CountedPlaces {
  places: Uint32Array;
  signs: Int8Array;
}

/** How far two models agree at some places. @param at their places in the committee */
export function pairwiseAgreement(
  [one, other]: readonly [CommitteeModel, CommitteeModel],
  [a, b]: readonly [number, number],
  { places, signs }: CountedPlaces,
): PairwiseAgreement {
  // By label (second, none, first), by what the one prefers and by what the other does (second, neither, first).
  const cells = new Uint32Array(27);
  for (let at = 0; at < places.length; at++) {
    const place = places[at] ?? 0;
    const cell = 9 * ((signs[place] ?? 0) + 1) + 3 * (one.preferred[place] ?? 1) + (other.preferred[place] ?? 1);
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
  const preferred = Float64Array.from(
    { length: 9 },
    (_, at) => (cells[at] ?? 0) + (cells[at + 9] ?? 0) + (cells[at + 18] ?? 0),
  );
  const [secondSecond = 0, , secondFirst = 0, , , , firstSecond = 0, , firstFirst = 0] = preferred;
  const [same, flips] = [firstFirst + secondSecond, firstSecond + secondFirst];
  const swapped = preferred.toReversed();
  return {
    ...{ a, b, pairs: places.length, same, flips, zero: places.length - same - flips },
    share: shareOf(same, same + flips, 'There is no pair here on which both models prefer a response.'),
    kappa: kappaOf(
      3,
      preferred.map((n, at) => n + (swapped[at] ?? 0)),
      preferring,
    ),
    errorKappa: kappaOf(2, rightness(cells), erring),
  };
}

/** Of labelled pairs, row by row: whether the one, and whether the other prefers the chosen response. */
function rightness(cells: Uint32Array): Float64Array {
  const right = new Float64Array(4);
  for (const [cell, pairs] of cells.entries()) {
    const [label, one, other] = [Math.floor(cell / 9), Math.floor(cell / 3) % 3, cell % 3];
    const both = 2 * Number(one === label) + Number(other === label);
    if (label !== 1) right[both] = (right[both] ?? 0) + pairs;
  }
  return right;
}

type Reasons = Record<Exclude<Undefined, 'uneven'>, string>;

const preferring: Reasons = {
  no_overlap: 'There are no pairs here.',
  one_value: 'Neither model ever prefers a response: all margins are zero.',
};

const erring: Reasons = {
  no_overlap: 'No pair here has a label that chooses a response.',
  one_value: 'Both models are always right here, or both always wrong: chance alone explains that.',
};

function kappaOf(values: number, cells: Float64Array, reasons: Reasons): Statistic {
  const figure = cohenKappa({ values, cells });
  if ('value' in figure) return value(figure.value);
  return undefinedBecause(figure.undefinedBecause === 'no_overlap' ? reasons.no_overlap : reasons.one_value);
}
