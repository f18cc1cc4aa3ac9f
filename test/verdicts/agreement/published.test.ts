import { describe, expect, test } from 'vitest';
import { cohenKappa } from '../../../src/verdicts/agreement/cohenKappa';
import { fleissKappa } from '../../../src/verdicts/agreement/fleissKappa';
import { krippendorffAlpha } from '../../../src/verdicts/agreement/krippendorffAlpha';
import { patternsOf } from '../../../src/verdicts/agreement/Patterns';
import { ratingsFrom } from './referenceCases';

describe('worked examples of those who made the figures', () => {
  test('Cohen 1960: two judges, 200 cases, kappa .492', () => {
    const cells = Float64Array.of(88, 14, 18, 10, 40, 10, 2, 6, 12);
    expect(cohenKappa({ values: 3, cells })).toEqual({ value: expect.closeTo(0.492, 3) as number });
  });

  test('Fleiss 1971: six psychiatrists, 30 patients, five diagnoses, kappa .430', () => {
    const counts = [
      '00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031',
      '00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006',
    ];
    const patients = counts.flatMap((line) => line.split(' ').map((digits) => [...digits].map(Number)));
    const patterns = { values: 5, counts: Uint16Array.from(patients.flat()), units: new Float64Array(30).fill(1) };
    expect(fleissKappa(patterns)).toEqual({ value: expect.closeTo(0.43, 3) as number });
  });

  test('Krippendorff 2011: four observers, twelve units, missing data: nominal .743, ordinal .815', () => {
    const observers = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.'];
    const units = Array.from({ length: 12 }, (_, unit) =>
      observers.map((said) => (said[unit] === '.' ? null : Number(said[unit]) - 1)),
    );
    const patterns = patternsOf(ratingsFrom(units, 5));
    expect(krippendorffAlpha(patterns, 'nominal')).toEqual({ value: expect.closeTo(0.743, 3) as number });
    expect(krippendorffAlpha(patterns, 'ordinal')).toEqual({ value: expect.closeTo(0.815, 3) as number });
  });
});
