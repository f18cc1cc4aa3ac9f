import { describe, expect, test } from 'vitest';
import { estimateOutcomes } from '../../../src/verdicts/folds/estimateOutcomes';
import { foldVotes } from '../../../src/verdicts/folds/foldVotes';
import { goldVotesOf } from '../../../src/verdicts/folds/votesOf';
import { LabelFold } from '../../../src/verdicts/LabelFold';
import { makePeopleReport } from '../../../src/verdicts/people/makePeopleReport';
import { outcomeOf } from '../../../src/verdicts/outcomeOf';
import { realCase, type ReferenceCase } from '../agreement/referenceCases';
import { blindDraft, madeId, prefer, sealed } from '../madeEvents';

/** What the fixtures' values mean: 0 the first response, 1 tie, 2 the second. */
const strengths = [-1, 0, 1] as const;
const outcomes = ['first', 'tie', 'second'];

/** The votes as events of a ledger: each judge a client. */
function eventsOf({ ratings }: ReferenceCase) {
  const numbers = new Map<number, number>();
  return Array.from({ length: ratings.starts.length - 1 }, (_, unit) => {
    const [from, to] = [ratings.starts[unit] ?? 0, ratings.starts[unit + 1] ?? 0];
    return Array.from({ length: to - from }, (__, at) => {
      const rater = ratings.raters[from + at] ?? 0;
      const seq = (numbers.get(rater) ?? 0) + 1;
      numbers.set(rater, seq);
      return sealed(blindDraft(unit, prefer(strengths[ratings.given[from + at] ?? 0] ?? 0)), seq, rater + 1);
    });
  }).flat();
}

describe.each((['pandalm', 'mt-bench'] as const).map(realCase))('the votes of $name, as ledgers', (one) => {
  const fold = new LabelFold((client) => client);
  const events = eventsOf(one);
  fold.add(events);
  const pairs = Array.from({ length: one.ratings.starts.length - 1 }, (_, unit) => madeId(unit));
  const votes = new Map(pairs.map((pair) => [pair, goldVotesOf(fold.verdicts(pair), fold.personOf)]));
  const outcomeBy = (name: 'majority' | 'dawid_skene', estimates: ReturnType<typeof estimateOutcomes>) =>
    pairs.map((pair) => {
      const input = { label: fold.label(pair), verdicts: fold.verdicts(pair), votes: votes.get(pair) ?? [] };
      const folded = foldVotes(name, { ...input, estimate: estimates.get(pair) ?? null });
      return folded?.choice ? outcomes.indexOf(outcomeOf(folded.choice)) : null;
    });

  test('the majority is that of crowd-kit', () => {
    expect(outcomeBy('majority', new Map())).toEqual(one.majority);
  });

  test('what Dawid and Skene find likelier than not is what crowd-kit does', () => {
    expect(outcomeBy('dawid_skene', estimateOutcomes(votes))).toEqual(one.likely);
  });

  test('the report of the People room says the same figures', () => {
    const { agreement, overlap, people } = makePeopleReport(fold, events, null, 'nobody');
    expect(agreement.percent.figure).toEqual({ value: expect.closeTo(one.percent ?? NaN, 10) as number });
    expect(agreement.alpha.figure).toEqual({ value: expect.closeTo(one.nominal ?? NaN, 10) as number });
    expect(agreement.fleiss.figure).toEqual({ value: expect.closeTo(one.fleiss ?? NaN, 10) as number });
    expect(overlap.reduce((sum, count) => sum + count, 0)).toBe(pairs.length);
    // Whoever sits here has given nothing.
    expect(people).toHaveLength(one.people + 1);
  });
});
