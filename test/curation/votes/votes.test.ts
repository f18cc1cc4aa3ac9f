import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JudgeSample } from '../../../src/curation/judge/readJudgeAnswer';
import { abstention } from '../../../src/curation/machine/Abstention';
import { mergeVotes, usualMerge } from '../../../src/curation/votes/mergeVotes';
import { modelVote, usualSampleVote, type ModelVote } from '../../../src/curation/votes/modelVote';
import type { Vote } from '../../../src/curation/votes/Vote';

type Said = 'first' | 'second' | 'undecidable' | 'cut_off';
const sample = (said: Said): JudgeSample =>
  said === 'cut_off' ? abstention('cut_off', '') : { kind: 'verdict', winner: said, confidence: 3, reason: '' };
const samples = (text: string) =>
  [...text].map((letter) =>
    sample(({ 1: 'first', 2: 'second', u: 'undecidable' } as Record<string, Said>)[letter] ?? 'cut_off'),
  );
const says = (vote: Vote, model: string): ModelVote => ({
  ...modelVote(model, samples(vote === 'first' ? '1' : vote === 'second' ? '2' : '12')),
});
const other: Record<string, Said> = {
  first: 'second',
  second: 'first',
  undecidable: 'undecidable',
  cut_off: 'cut_off',
};
const anySamples = fc.array(fc.constantFrom<Said>('first', 'second', 'undecidable', 'cut_off'), { maxLength: 12 });

describe('inside a model', () => {
  test.each([
    ['11111222', 'first', null],
    ['11122222', 'second', null],
    ['11112222', 'abstain', 'tie'],
    ['1111222u', 'abstain', 'divided'],
    ['111222uu', 'abstain', 'tie'],
    ['uuuuu111', 'abstain', 'undecidable'],
    ['1-------', 'first', null],
    ['--------', 'abstain', 'no_valid_sample'],
    ['', 'abstain', 'no_valid_sample'],
  ])('%s is %s', (given, vote, because) => {
    expect(modelVote('m', samples(given))).toMatchObject({ vote, because });
  });

  test('what said nothing is counted by its reason and is no vote', () => {
    const { tally, abstentions } = modelVote('m', [...samples('1--'), abstention('prose', 'x')]);
    expect([tally, abstentions]).toEqual([
      { first: 1, second: 0, undecidable: 0 },
      { cut_off: 2, prose: 1 },
    ]);
  });

  test('fewer valid samples than the plan asks for are no vote', () => {
    const settings = { ...usualSampleVote, fewestSamples: 4 };
    expect(modelVote('m', samples('111-----'), settings)).toMatchObject({ vote: 'abstain', because: 'too_few' });
    expect(modelVote('m', samples('1111----'), settings)).toMatchObject({ vote: 'first' });
  });

  test('a judge that always names the same place, as an injected order makes it, cancels out over the swapped half', () => {
    const fixed = Array.from({ length: 8 }, (_, n) => sample(n % 2 === 0 ? 'first' : 'second'));
    expect(modelVote('m', fixed)).toMatchObject({ vote: 'abstain', because: 'tie' });
  });

  test('order and invalid samples change nothing; responses the other way round give the other vote', () => {
    fc.assert(
      fc.property(anySamples, fc.double({ min: 0.5, max: 0.99, noNaN: true }), (said, share) => {
        const vote = (given: readonly Said[]) => modelVote('m', given.map(sample), { share, fewestSamples: 1 }).vote;
        const valid = said.filter((one) => one !== 'cut_off');
        expect(vote(said.toReversed())).toBe(vote(said));
        expect(vote(valid)).toBe(vote(said));
        expect(vote(said.map((one) => other[one] ?? 'cut_off'))).toBe(other[vote(said)] ?? 'abstain');
      }),
    );
  });
});

describe('across models', () => {
  const votes = (...given: Vote[]) => given.map((vote, at) => says(vote, `m${String(at)}`));

  test.each<[Vote[], Vote, string | null]>([
    [['first', 'first', 'second'], 'first', null],
    [['first', 'abstain', 'abstain'], 'first', null],
    [['first', 'second'], 'abstain', 'tie'],
    [['first', 'second', 'abstain'], 'abstain', 'tie'],
    [['abstain', 'abstain'], 'abstain', 'tie'],
    [[], 'abstain', 'no_valid_sample'],
  ])('%s make %s', (given, vote, because) => {
    expect(mergeVotes(votes(...given))).toMatchObject({ vote, because });
  });

  test('fewer models that voted than the plan asks for make no label', () => {
    const merged = mergeVotes(votes('first', 'abstain', 'abstain'), { ...usualMerge, fewestModels: 2 });
    expect(merged).toMatchObject({ vote: 'abstain', because: 'too_few' });
  });

  test('a share of two thirds needs more than two thirds', () => {
    const settings = { ...usualMerge, share: 2 / 3 };
    expect(mergeVotes(votes('first', 'first', 'second'), settings)).toMatchObject({
      vote: 'abstain',
      because: 'divided',
    });
    expect(mergeVotes(votes('first', 'first', 'first', 'second'), settings)).toMatchObject({ vote: 'first' });
  });

  test('weights decide where they are given, and a model without one is an error that names it', () => {
    const weights = { m0: 0.9, m1: 0.4, m2: 0.4 };
    expect(mergeVotes(votes('first', 'second', 'second'), { ...usualMerge, weights }).vote).toBe('first');
    expect(
      mergeVotes(votes('first', 'second', 'second'), { ...usualMerge, weights: { m0: 0.3, m1: 0.1, m2: 0.2 } }).because,
    ).toBe('tie');
    expect(() => mergeVotes(votes('first'), { ...usualMerge, weights: {} })).toThrow('judge "m0" must be a number');
  });

  test('the order of the models and those that abstain change nothing; swapped votes give the swapped label', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Vote>('first', 'second', 'abstain'), { maxLength: 9 }), (given) => {
        const { vote } = mergeVotes(votes(...given));
        const named = votes(...given);
        expect(mergeVotes(named.toReversed())).toEqual(mergeVotes(named));
        expect(mergeVotes(named.filter((one) => one.vote !== 'abstain')).vote).toBe(vote);
        expect(mergeVotes(votes(...given.map((one) => (other[one] ?? 'abstain') as Vote))).vote).toBe(
          other[vote] ?? 'abstain',
        );
      }),
    );
  });
});
