import { readFileSync } from 'node:fs';
import { ratingsOf, type Rating, type Ratings } from '../../../src/verdicts/agreement/Ratings';

/** What the reference libraries say of one set of ratings; null where they say nothing. Made by `trainer.agreement_reference`. */
export interface ReferenceCase {
  name: string;
  values: number;
  people: number;
  ratings: Ratings;
  percent: number | null;
  fleiss: number | null;
  nominal: number | null;
  ordinal: number | null;
  cohen: {
    one: number;
    other: number;
    units: number;
    none: number | null;
    linear: number | null;
    quadratic: number | null;
  }[];
  /** Of the units that somebody rated. */
  majority: (number | null)[];
  rounds: number;
  dawidSkene: number[][];
  /** What is likelier than not by Dawid and Skene after 200 rounds; of real votes only. */
  likely?: (number | null)[];
}

type Written = Omit<ReferenceCase, 'ratings'> & { ratings: (number | null)[][] | [number, number][][] };

/** Ratings from a table of units and people; null where somebody said nothing. */
export function ratingsFrom(table: readonly (readonly (number | null)[])[], values: number): Ratings {
  const list = table.flatMap((said, unit) =>
    said.flatMap((value, rater): Rating[] => (value === null ? [] : [{ unit, rater, value }])),
  );
  return ratingsOf(list, { units: table.length, people: Math.max(...table.map((said) => said.length)), values });
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../files/agreement/${name}`, import.meta.url), 'utf8'));
}

export function randomCases(): ReferenceCase[] {
  return (read('random.json') as Written[]).map((written) => ({
    ...written,
    people: written.ratings[0]?.length ?? 0,
    ratings: ratingsFrom(written.ratings as (number | null)[][], written.values),
  }));
}

/** The votes of real people: of each unit who said what. */
export function realCase(name: 'mt-bench' | 'pandalm'): ReferenceCase {
  const written = read(`${name}.json`) as Written;
  const { people, values } = written;
  const units = written.ratings as [number, number][][];
  const list = units.flatMap((said, unit) => said.map(([rater, value]) => ({ unit, rater, value })));
  return { ...written, ratings: ratingsOf(list, { units: units.length, people, values }) };
}
