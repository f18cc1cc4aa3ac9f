import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDefined } from '../../src/verdicts/agreement/Figure';
import { patternsOf } from '../../src/verdicts/agreement/Patterns';
import { percentAgreement } from '../../src/verdicts/agreement/percentAgreement';
import { ratingsOf, type Rating } from '../../src/verdicts/agreement/Ratings';

export interface PersonError {
  /** Of two people who each preferred a response, how often it was the same one. */
  agreement: number;
  /** How often one of them is wrong, if all err alike and apart: agreement = (1 - error)^2 + error^2. */
  error: number;
}

/** As `trainer/agreement_reference.py` writes votes: who said what, unit after unit; 1 is a tie. */
interface Votes {
  values: number;
  ratings: [number, number][][];
}

const tie = 1;

/** The error of people, measured: MT-bench's votes on the same pair and turn, those for a tie left out. */
export function personError(root: string): PersonError {
  const path = join(root, 'test', 'files', 'agreement', 'mt-bench.json');
  const { ratings, values } = JSON.parse(readFileSync(path, 'utf8')) as Votes;
  const said = ratings.flatMap((votes, unit): Rating[] =>
    votes.filter(([, value]) => value !== tie).map(([rater, value]) => ({ unit, rater, value })),
  );
  const people = 1 + said.reduce((most, { rater }) => Math.max(most, rater), 0);
  const figure = percentAgreement(patternsOf(ratingsOf(said, { units: ratings.length, people, values })));
  if (!isDefined(figure)) throw new Error('No pair of MT-bench was voted on twice.');
  return { agreement: figure.value, error: (1 - Math.sqrt(2 * figure.value - 1)) / 2 };
}
