import { expect, test } from 'vitest';
import { agreementOf, agreementOfTwos, ordinalAgreementOf } from '../../../src/verdicts/agreement/agreementOf';
import { cohenKappa, confusionOf } from '../../../src/verdicts/agreement/cohenKappa';
import { fleissKappa } from '../../../src/verdicts/agreement/fleissKappa';
import { patternsOf } from '../../../src/verdicts/agreement/Patterns';
import { ratingsOf } from '../../../src/verdicts/agreement/Ratings';
import { ratingsFrom } from './referenceCases';

const why = (undefinedBecause: string) => ({ undefinedBecause });

test('without overlap every figure is undefined, and says so', () => {
  const ratings = ratingsFrom([[0, null], [null, 1], [null, null]], 2); // prettier-ignore
  const { percent, fleiss, alpha, units, fleissSize } = agreementOf(ratings);
  expect([percent, fleiss, alpha].map(({ figure }) => figure)).toEqual(Array(3).fill(why('no_overlap')));
  expect([units, fleissSize, ordinalAgreementOf(ratings).alpha.interval]).toEqual([0, null, null]);
  expect(cohenKappa(confusionOf(ratings, 0, 1))).toEqual(why('no_overlap'));
  expect(agreementOfTwos(ratings)).toEqual([]);
});

test('where all say one value, agreement is whole and what is beyond chance is undefined', () => {
  const ratings = ratingsFrom([[1, 1], [1, 1]], 3); // prettier-ignore
  const { percent, fleiss, alpha } = agreementOf(ratings);
  expect(percent.figure).toEqual({ value: 1 });
  expect([fleiss.figure, alpha.figure]).toEqual([why('one_value'), why('one_value')]);
  expect(cohenKappa(confusionOf(ratings, 0, 1))).toEqual(why('one_value'));
});

test("Fleiss' kappa of uneven numbers of ratings is undefined; the report takes the number that most units have", () => {
  const ratings = ratingsFrom([[0, 1, null], [1, 1, 1], [0, 0, null]], 2); // prettier-ignore
  expect(fleissKappa(patternsOf(ratings))).toEqual(why('uneven'));
  expect(agreementOf(ratings)).toMatchObject({
    fleissSize: 2,
    fleissUnits: 2,
    fleiss: { figure: { value: 1 / 5 - 8 / 15 } },
  });
});

test('a rating out of its range is refused by name', () => {
  const size = { units: 1, people: 1, values: 2 };
  expect(() => ratingsOf([{ unit: 0, rater: 0, value: 2 }], size)).toThrow(/1 units, 1 people, 2 values, not 0, 0, 2/);
});
