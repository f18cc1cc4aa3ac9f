import { agreementOf, agreementOfTwos, ordinalAgreementOf, weightedKappa } from '../agreement/agreementOf';
import type { LabelFold } from '../LabelFold';
import type { LedgerEvent } from '../VerdictEvent';
import { disputedPairs, isAdjudicated } from './disputedPairs';
import { foldReports } from './foldReports';
import { judgedByPeople, outcomeRatings, strengthRatings, type JudgedByPeople } from './JudgedByPeople';
import { peopleIn } from './peopleIn';
import type { PeopleReport, SliceReport, TwoReport } from './PeopleReport';

/** The pairs that a report is of. */
export interface ReportScope {
  /** How many there are. */
  pairs: number;
  holds(pair: string): boolean;
  /** Columns by which agreement is told apart: what value a pair has, null where none. */
  facets: { name: string; valueOf(pair: string): string | null }[];
}

const mostTwos = 45;
/** Values of a facet that are told apart, those with most pairs; and how many pairs each needs. */
const mostValues = 12;
const fewestUnits = 2;

/** Everything that is to be said of several people's verdicts. A null scope: all pairs that anybody judged. */
export function makePeopleReport(
  fold: LabelFold,
  events: readonly LedgerEvent[],
  scope: ReportScope | null,
  client: string,
): PeopleReport {
  const judged = judgedByPeople(fold, (pair) => scope?.holds(pair) ?? true);
  const names = [...new Set(judged.flatMap(({ votes }) => votes.map(({ person }) => person)))].sort();
  const twos = twoReports(judged, names);
  return {
    people: peopleIn(fold, events),
    client,
    pairs: scope?.pairs ?? null,
    overlap: overlapOf(judged, scope?.pairs ?? null),
    agreement: agreementOf(outcomeRatings(judged, names)),
    ordinal: ordinalAgreementOf(strengthRatings(judged, names)),
    twos: twos.slice(0, mostTwos),
    twosBeyond: Math.max(0, twos.length - mostTwos),
    slices: slicesOf(judged, names, scope),
    folds: foldReports(judged),
    disputed: disputedPairs(judged),
    adjudicated: judged.filter(isAdjudicated).length,
  };
}

function overlapOf(judged: readonly JudgedByPeople[], pairs: number | null): number[] {
  const counts = [0, 0];
  for (const { votes } of judged) counts[votes.length] = (counts[votes.length] ?? 0) + 1;
  const filled = Array.from(counts, (count) => count ?? 0);
  const some = filled.slice(1).reduce((sum, count) => sum + count, 0);
  return [pairs === null ? 0 : pairs - some, ...filled.slice(1)];
}

function twoReports(judged: readonly JudgedByPeople[], names: readonly string[]): TwoReport[] {
  const strengths = strengthRatings(judged, names);
  return agreementOfTwos(outcomeRatings(judged, names))
    .sort((one, other) => other.units - one.units)
    .map(({ one, other, ...two }, place) => ({
      ...two,
      one: names[one] ?? '',
      other: names[other] ?? '',
      weighted:
        place < mostTwos
          ? weightedKappa(strengths, one, other)
          : { figure: { undefinedBecause: 'no_overlap' }, interval: null },
    }));
}

function slicesOf(
  judged: readonly JudgedByPeople[],
  names: readonly string[],
  scope: ReportScope | null,
): PeopleReport['slices'] {
  const several = judged.filter(({ votes }) => votes.length > 1);
  return (scope?.facets ?? []).flatMap(({ name, valueOf }) => {
    const groups = new Map<string, JudgedByPeople[]>();
    for (const one of several) {
      const value = valueOf(one.pair);
      const group = value === null ? undefined : groups.get(value);
      if (group) group.push(one);
      else if (value !== null) groups.set(value, [one]);
    }
    const values = [...groups]
      .filter(([, group]) => group.length >= fewestUnits)
      .sort(([, one], [, other]) => other.length - one.length)
      .slice(0, mostValues);
    return values.length < 2
      ? []
      : [{ facet: name, values: values.map(([value, group]) => slice(value, group, names)) }];
  });
}

function slice(value: string, group: JudgedByPeople[], names: readonly string[]): SliceReport {
  const { units, percent, alpha } = agreementOf(outcomeRatings(group, names));
  return { value, units, percent, alpha };
}
