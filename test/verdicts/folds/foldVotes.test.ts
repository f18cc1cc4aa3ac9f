import { describe, expect, test } from 'vitest';
import { estimateOutcomes } from '../../../src/verdicts/folds/estimateOutcomes';
import type { FoldName } from '../../../src/verdicts/folds/FoldName';
import { foldVotes } from '../../../src/verdicts/folds/foldVotes';
import { goldVotesOf, votesOf } from '../../../src/verdicts/folds/votesOf';
import { LabelFold } from '../../../src/verdicts/LabelFold';
import type { Choice, EventDraft, VerdictData } from '../../../src/verdicts/VerdictEvent';
import { blindDraft, madeId, prefer, revealedDraft, sealed } from '../madeEvents';

const pair = madeId(1);
type Given = [client: number, draft: EventDraft];
const blind = (choice: Choice, change: Partial<VerdictData> = {}) => blindDraft(1, choice, [], change);

/** Each client is a person. */
function foldOf(given: Given[]): LabelFold {
  const fold = new LabelFold((client) => client);
  fold.add(given.map(([client, draft], at) => sealed(draft, at + 1, client)));
  return fold;
}

function foldedBy(name: FoldName, given: Given[]): Choice | 'divided' | null {
  const fold = foldOf(given);
  const verdicts = fold.verdicts(pair);
  const votes = goldVotesOf(verdicts, fold.personOf);
  const estimate = estimateOutcomes(new Map([[pair, votes]])).get(pair) ?? null;
  const folded = foldVotes(name, { label: fold.label(pair), verdicts, votes, estimate });
  return folded && (folded.choice ?? 'divided');
}

const all: FoldName[] = ['newest', 'majority', 'unanimous', 'adjudicated', 'dawid_skene'];

describe('folds of several people', () => {
  const twoToOne: Given[] = [
    [1, blind(prefer(-3))],
    [2, blind(prefer(-1))],
    [3, blind(prefer(2))],
  ];

  test.each([
    ['newest', prefer(2)],
    ['majority', prefer(-1)],
    ['unanimous', 'divided'],
    ['adjudicated', 'divided'],
  ] as const)('%s of two against one', (name, choice) => {
    expect(foldedBy(name, twoToOne)).toEqual(choice);
  });

  test('an adjudication decides, and casts no vote', () => {
    const decided: Given[] = [...twoToOne, [4, blind(prefer(1), { occasion: 'adjudication' })]];
    expect(foldedBy('adjudicated', decided)).toEqual(prefer(1));
    expect(foldedBy('newest', decided)).toEqual(prefer(1));
    expect(foldedBy('majority', decided)).toEqual(prefer(-1));
  });

  test('an adjudication that is not gold leaves no gold label: the pair was disputed', () => {
    const data = { ...(revealedDraft(1, prefer(1)) as EventDraft & { type: 'verdict' }).data };
    const seen: EventDraft = { type: 'verdict', pair, supersedes: [], data: { ...data, occasion: 'adjudication' } };
    expect(foldedBy('adjudicated', [...twoToOne, [4, seen]])).toBeNull();
  });

  test.each(all)(
    '%s: two people who differ and are known from nothing else are divided, or the newer counts',
    (name) => {
      const even: Given[] = [
        [1, blind(prefer(-1))],
        [2, blind(prefer(1))],
      ];
      expect(foldedBy(name, even)).toEqual(name === 'newest' ? prefer(1) : 'divided');
    },
  );

  test.each(all)('%s: only gold verdicts vote', (name) => {
    const lacking = blind(prefer(1), { lacks: ['evidence'] });
    expect(foldedBy(name, [[1, lacking]])).toBeNull();
    expect(foldedBy(name, [[1, revealedDraft(1, prefer(1))]])).toBeNull();
  });
});

describe('votes', () => {
  test('are each person\u2019s blind judgement: no skip, no repeat, no adjudication, nothing given after the reveal', () => {
    const fold = foldOf([
      [1, blind(prefer(-1))],
      [1, blind(prefer(3), { occasion: 'repeat' })],
      [1, revealedDraft(1, prefer(2))],
      [2, blind({ kind: 'skip' })],
      [3, blind(prefer(1), { occasion: 'adjudication' })],
      [4, blind(prefer(0))],
    ]);
    expect(votesOf(fold.verdicts(pair), fold.personOf).map(({ choice, gold }) => [choice, gold])).toEqual([
      // Revised after the reveal: it was said blind, and is gold no more.
      [prefer(-1), false],
      [prefer(0), true],
    ]);
  });

  test('two clients of one person are one vote', () => {
    const fold = new LabelFold(() => 'one');
    fold.add([sealed(blind(prefer(-1)), 1, 1), sealed(blind(prefer(1)), 2, 2)]);
    expect(votesOf(fold.verdicts(pair), fold.personOf)).toHaveLength(1);
  });
});

test('Dawid and Skene believe whoever is right elsewhere, where a majority is divided', () => {
  const given: Given[] = [];
  // Clients 1 and 2 agree on 30 pairs, and client 3 says the opposite of every other one.
  for (let n = 10; n < 40; n++) {
    const right = prefer(n % 3 === 0 ? 1 : -1);
    given.push([1, blindDraft(n, right)], [2, blindDraft(n, right)]);
    given.push([
      3,
      blindDraft(n, n % 2 === 0 ? prefer(right.kind === 'preference' && right.strength > 0 ? -1 : 1) : right),
    ]);
  }
  given.push([1, blind(prefer(1))], [3, blind(prefer(-1))]);
  const fold = foldOf(given);
  const votes = new Map([...fold.labels().keys()].map((id) => [id, goldVotesOf(fold.verdicts(id), fold.personOf)]));
  expect(estimateOutcomes(votes).get(pair)).toMatchObject({ outcome: 'second' });
});
