import { correlation, partialCorrelation, type Correlation, type SignedSums } from '../../correlation';
import { undefinedBecause, value, type Statistic } from '../../Statistic';
import type { Committee, CommitteeModel } from '../Committee';
import { formatFeatures, type Bias, type FormatFeature } from '../CompareViews';
import type { TextFeatures } from '../TextFeatures';

const [ofMargin, ofLength, ofLabel] = ['The margin', 'The length', 'The label'] as const;
const featureWords: Record<FormatFeature, string> = {
  markdown: 'The amount of markdown',
  lists: 'The number of list items',
  headings: 'The number of headings',
  bold: 'The number of bold phrases',
  code: 'The number of code blocks',
  refusal: 'Whether a response refuses',
};

/** Sums over the labelled pairs among some places. */
interface LabelledSums {
  pairs: number;
  mm: number;
  ll: number;
  ml: number;
  /** With the label: 1 where the first response is the chosen one, else -1. */
  ms: number;
  ls: number;
}

/** What a model's margins follow beside the label, at some places. All quantities are first less second. */
export function biasOf(
  committee: Committee,
  model: CommitteeModel,
  texts: TextFeatures | null,
  places: Uint32Array,
): Bias {
  const all = signedSums(model, committee.lengths, places);
  const { pairs, mm, ll, ml, ms, ls } = labelledSums(committee, model, places);
  const label = correlation({ pairs, xx: mm, yy: pairs, xy: ms }, [ofMargin, ofLabel]);
  const lengthLabel = correlation({ pairs, xx: ll, yy: pairs, xy: ls }, [ofLength, ofLabel]);
  const marginLength = correlation({ pairs, xx: mm, yy: ll, xy: ml }, [ofMargin, ofLength]);
  return {
    length: correlation(all, [ofMargin, ofLength]),
    slope: slopeOf(all),
    label,
    lengthLabel,
    labelGivenLength: partialCorrelation([label.r, marginLength.r, lengthLabel.r], pairs),
    lengthGivenLabel: partialCorrelation([marginLength.r, label.r, lengthLabel.r], pairs),
    format: texts && formatCorrelations(model, texts, places),
  };
}

function formatCorrelations(
  model: CommitteeModel,
  texts: TextFeatures,
  places: Uint32Array,
): Record<FormatFeature, Correlation> {
  const of = (feature: FormatFeature) =>
    correlation(signedSums(model, texts[feature], places), [ofMargin, featureWords[feature]]);
  return Object.fromEntries(formatFeatures.map((feature) => [feature, of(feature)])) as Record<
    FormatFeature,
    Correlation
  >;
}

/** Standardised margins (x) with another signed quantity (y). */
function signedSums(
  { margins, factor }: CommitteeModel,
  quantity: Float64Array | Float32Array,
  places: Uint32Array,
): SignedSums {
  let [xx, yy, xy] = [0, 0, 0];
  for (const place of places) {
    const [x, y] = [(margins[place] ?? 0) * factor, quantity[place] ?? 0];
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return { pairs: places.length, xx, yy, xy };
}

function labelledSums(committee: Committee, { margins, factor }: CommitteeModel, places: Uint32Array): LabelledSums {
  let [pairs, mm, ll, ml, ms, ls] = [0, 0, 0, 0, 0, 0];
  for (const place of places) {
    if (!committee.isLabelled(place)) continue;
    const [margin, length] = [(margins[place] ?? 0) * factor, committee.lengths[place] ?? 0];
    const sign = committee.orientations[place] ?? 1;
    pairs++;
    mm += margin * margin;
    ll += length * length;
    ml += margin * length;
    ms += margin * sign;
    ls += length * sign;
  }
  return { pairs, mm, ll, ml, ms, ls };
}

/** Least squares through zero, for each pair in both orders, for 100 UTF-16 units. */
function slopeOf({ pairs, yy, xy }: SignedSums): Statistic {
  if (pairs === 0) return undefinedBecause('There are no pairs here.');
  return yy === 0 ? undefinedBecause(`${ofLength} is the same on both sides of every pair.`) : value((100 * xy) / yy);
}
