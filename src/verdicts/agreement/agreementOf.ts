import type { Interval } from '../../rewards/wilson';
import { bootstrap } from './bootstrap';
import { cohenKappa, commonUnits, confusionOf, sameShare, type Confusion } from './cohenKappa';
import { isDefined, type Figure } from './Figure';
import { fleissKappa } from './fleissKappa';
import { krippendorffAlpha } from './krippendorffAlpha';
import { kindsOf, patternsOf, type Patterns } from './Patterns';
import { percentAgreement } from './percentAgreement';
import type { Ratings } from './Ratings';
import { usualSize, withRatings } from './withRatings';

/** A figure with its 95 % interval; null where there is none to be had. */
export interface Measured {
  figure: Figure;
  interval: Interval | null;
}

/** How far several people agree on what they said of the same units. */
export interface Agreement {
  /** Units with two ratings or more. */
  units: number;
  percent: Measured;
  /** Of units with `fleissSize` ratings: the number that most units have; null where no unit has two. */
  fleiss: Measured;
  fleissSize: number | null;
  fleissUnits: number;
  alpha: Measured;
}

/** How far two people agree. */
export interface AgreementOfTwo {
  one: number;
  other: number;
  /** Units that both judged. */
  units: number;
  percent: Measured;
  kappa: Measured;
}

const seed = 20260101;

/** The figures that do not ask who said what, for values without an order. */
export function agreementOf(ratings: Ratings): Agreement {
  const patterns = patternsOf(ratings);
  const size = usualSize(patterns);
  const even = withRatings(patterns, size ?? 0);
  return {
    units: unitsOf(patterns),
    percent: measured(patterns, percentAgreement),
    fleiss: measured(even, fleissKappa),
    fleissSize: size,
    fleissUnits: even.units.reduce((sum, n) => sum + n, 0),
    alpha: measured(patterns, (drawn) => krippendorffAlpha(drawn, 'nominal')),
  };
}

/** Krippendorff's alpha for values that stand in an order, and the units with two ratings or more. */
export function ordinalAgreementOf(ratings: Ratings): { units: number; alpha: Measured } {
  const patterns = patternsOf(ratings);
  return { units: unitsOf(patterns), alpha: measured(patterns, (drawn) => krippendorffAlpha(drawn, 'ordinal')) };
}

/** Each two people that have units in common. */
export function agreementOfTwos(ratings: Ratings): AgreementOfTwo[] {
  const twos: AgreementOfTwo[] = [];
  for (let one = 0; one < ratings.people; one++)
    for (let other = one + 1; other < ratings.people; other++) {
      const table = confusionOf(ratings, one, other);
      const units = commonUnits(table);
      if (units === 0) continue;
      const of = (figure: (table: Confusion) => Figure) => measuredTable(table, figure);
      twos.push({ one, other, units, percent: of(sameShare), kappa: of(cohenKappa) });
    }
  return twos;
}

/** Cohen's kappa of two people over ordered values, each miss by the square of its distance. */
export function weightedKappa(ratings: Ratings, one: number, other: number): Measured {
  return measuredTable(confusionOf(ratings, one, other), (table) => cohenKappa(table, 'quadratic'));
}

function unitsOf(patterns: Patterns): number {
  return [...kindsOf(patterns)].reduce((sum, { units, size }) => (size > 1 ? sum + units : sum), 0);
}

/** Only units with two ratings or more are drawn: the others say nothing of agreement. */
function measured(patterns: Patterns, figureOf: (patterns: Patterns) => Figure): Measured {
  const { values, counts } = patterns;
  const pairable = patterns.units.map((n, kind) => {
    const said = counts.subarray(kind * values, (kind + 1) * values);
    return said.reduce((sum, count) => sum + count, 0) > 1 ? n : 0;
  });
  const figure = figureOf(patterns);
  const interval = isDefined(figure) ? bootstrap(pairable, (units) => figureOf({ ...patterns, units }), seed) : null;
  return { figure, interval };
}

function measuredTable(table: Confusion, figureOf: (table: Confusion) => Figure): Measured {
  const figure = figureOf(table);
  const interval = isDefined(figure) ? bootstrap(table.cells, (cells) => figureOf({ ...table, cells }), seed) : null;
  return { figure, interval };
}
