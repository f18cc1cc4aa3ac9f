import { describe, expect, test } from 'vitest';
import { rocArea } from '../../../src/benchmarks/ppeCorrectness/rocArea';
import { committeeFacts } from '../../../src/rewards/compare/committeeFacts';
import { ViewsOfCommittee } from '../../../src/rewards/compare/ViewsOfCommittee';
import type { Statistic } from '../../../src/rewards/Statistic';
import { openedReference, referenceCommittees } from './referenceCommittees';

function figure(statistic: Statistic | undefined): number {
  if (statistic?.kind !== 'value') throw new Error(`No figure: ${statistic?.why ?? 'nothing there'}`);
  return statistic.value;
}

/** To nine digits after the point of a figure near one. */
function near(actual: number | undefined, expected: number, digits = 9): void {
  expect(Math.abs((actual ?? NaN) - expected)).toBeLessThan(10 ** -digits * Math.max(1, Math.abs(expected)));
}

const request = { a: 0, b: 1, slice: 'label', binning: 'width' } as const;

describe.each(referenceCommittees.map((given, number) => ({ given, number })))(
  'random committee $number',
  ({ given }) => {
    const committee = openedReference(given);
    const of = new ViewsOfCommittee(committee);
    const views = of.views([], request);

    test('only what all models scored is compared, and each model has its own scale', () => {
      const facts = committeeFacts(committee, false);
      expect(facts).toMatchObject({ pairs: given.labels.length, compared: given.compared });
      for (const [at, expected] of given.models.entries()) {
        near(facts.models[at]?.mean ?? NaN, expected.mean);
        near(facts.models[at]?.deviation ?? NaN, expected.deviation);
        near(facts.models[at]?.scale ?? NaN, expected.scale);
      }
    });

    test('calibration is that of scikit-learn, the temperature that of scipy', () => {
      for (const [at, expected] of given.models.entries()) {
        const found = of.views([], { ...request, a: at }).reliability[at];
        near(figure(found?.brier), expected.brier);
        near(figure(found?.logLoss), expected.logLoss);
        near(figure(found?.ece), expected.ece);
        near(figure(found?.temperature), expected.temperature);
        near(figure(found?.eceAfter), expected.eceAfter);
        near(figure(found?.logLossAfter), expected.logLossAfter);
        const bins = found?.bins.filter(({ pairs }) => pairs > 0) ?? [];
        expect(bins.map(({ pairs }) => pairs)).toEqual(expected.bins.map(({ pairs }) => pairs));
        for (const [bin, { confidence, right }] of expected.bins.entries()) {
          near(bins[bin]?.confidence ?? NaN, confidence);
          near(bins[bin]?.right ?? NaN, right);
        }
      }
    });

    test('shares of agreement and their Wilson intervals are those of statsmodels', () => {
      for (const [at, expected] of given.models.entries()) {
        const accuracy = views.stands[at]?.accuracy;
        if (accuracy?.kind !== 'share') throw new Error('No share');
        expect(accuracy.hits).toBe(expected.right);
        near(accuracy.interval.low, expected.wilson[0]);
        near(accuracy.interval.high, expected.wilson[1]);
      }
    });

    test('agreement of two models, kappa and correlation are those of scikit-learn and scipy', () => {
      expect(views.pairwise.map(({ a, b }) => [a, b])).toEqual(given.twos.map(({ a, b }) => [a, b]));
      for (const [at, expected] of given.twos.entries()) {
        const found = views.pairwise[at];
        expect(found).toMatchObject({ same: expected.same, flips: expected.flips, pairs: given.compared });
        near(figure(found?.kappa), expected.kappa);
        near(figure(found?.errorKappa), expected.errorKappa);
      }
      near(figure(views.scatter.correlation), given.twos[0]?.correlation ?? NaN);
    });

    test('length bias and partial correlations are those of scipy, each pair in both orders', () => {
      for (const [at, expected] of given.models.entries()) {
        const found = views.bias[at];
        near(figure(found?.length.r), expected.length);
        near(found?.length.interval?.low, expected.lengthInterval[0]);
        near(found?.length.interval?.high, expected.lengthInterval[1]);
        near(figure(found?.slope) * expected.scale, 100 * expected.slope);
        near(figure(found?.label.r), expected.label);
        near(figure(found?.lengthLabel.r), expected.lengthLabel);
        near(figure(found?.labelGivenLength.r), expected.labelGivenLength);
        near(figure(found?.lengthGivenLabel.r), expected.lengthGivenLabel);
      }
    });

    test('the area under the ROC curve, as benchmarks compute it, is that of scikit-learn', () => {
      const places = [...committee.labels.keys()].filter((place) => committee.isLabelled(place));
      const isFirst = Uint8Array.from(places, (place) => Number(committee.labels[place] === 1));
      for (const [at, expected] of given.models.entries()) {
        const margins = Float64Array.from(places, (place) => committee.models[at]?.margins[place] ?? NaN);
        const area = rocArea(margins, isFirst, Uint32Array.from(places.keys()));
        near(area(new Float64Array(places.length).fill(1)), expected.auc);
      }
    });
  },
);
