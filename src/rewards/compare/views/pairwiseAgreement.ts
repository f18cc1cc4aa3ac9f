import { shareOf } from '../../../quality/shareOf';
import { cohenKappa } from '../../../verdicts/agreement/cohenKappa';
import type { Undefined } from '../../../verdicts/agreement/Figure';
import { undefinedBecause, value, type Statistic } from '../../Statistic';
import type { CommitteeModel } from '../Committee';
import type { PairwiseAgreement } from '../CompareViews';
import { stands } from '../Selection';

const noLabel = stands.indexOf('none');

/** How far two models agree at some places. @param at their places in the committee */
export function pairwiseAgreement(
  [one, other]: readonly [CommitteeModel, CommitteeModel],
  [a, b]: readonly [number, number],
  places: Uint32Array,
): PairwiseAgreement {
  // Row by row: which response each prefers (second, neither, first), and whether each is wrong or right.
  const [preferred, right] = [new Float64Array(9), new Float64Array(4)];
  for (const place of places) {
    const cell = 3 * (Math.sign(one.margins[place] ?? 0) + 1) + Math.sign(other.margins[place] ?? 0) + 1;
    preferred[cell] = (preferred[cell] ?? 0) + 1;
    if (one.stands[place] === noLabel) continue;
    const both = 2 * Number(one.stands[place] === 0) + Number(other.stands[place] === 0);
    right[both] = (right[both] ?? 0) + 1;
  }
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
    errorKappa: kappaOf(2, right, erring),
  };
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
