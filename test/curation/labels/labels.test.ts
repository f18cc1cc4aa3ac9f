import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainLabel } from '../../../src/curation/labels/explainLabel';
import { foldSources } from '../../../src/curation/labels/foldSources';
import { goldSource } from '../../../src/curation/labels/goldSource';
import type { GoldSource, LabelSources, SilverSource, StageTwoSource } from '../../../src/curation/labels/LabelSources';
import { stageTwoBits } from '../../../src/curation/stageTwo/stageTwoBits';
import { mergeVotes } from '../../../src/curation/votes/mergeVotes';
import { modelVote } from '../../../src/curation/votes/modelVote';
import { LabelFold } from '../../../src/verdicts/LabelFold';
import { outcomes } from '../../../src/verdicts/outcomeOf';
import { goldVotesOf } from '../../../src/verdicts/folds/votesOf';
import type { EventDraft } from '../../../src/verdicts/VerdictEvent';
import { blindDraft, madeId, prefer, revealedDraft, sealed } from '../../verdicts/madeEvents';

const sample = (winner: 'first' | 'second') => ({ kind: 'verdict' as const, winner, confidence: 5, reason: '' });
const silver = (...winners: ('first' | 'second')[]): SilverSource => ({
  merged: mergeVotes([modelVote('judge', winners.map(sample))]),
  examples: ['gold-1'],
  prompt: 'prompt-hash',
  revisions: { judge: 'r1' },
  attributes: { category: 'machine' },
});
const gold = (outcome: GoldSource['outcome']): GoldSource => ({
  outcome,
  fold: 'adjudicated',
  people: 1,
  events: [{ id: 'event-1', hash: 'hash-1' }],
  protocols: ['assay@1'],
});
const stageTwo = (...set: (keyof typeof stageTwoBits)[]): StageTwoSource => ({
  bits: set.reduce((bits, bit) => bits | stageTwoBits[bit], 0),
  bestMargin: 1,
  goldMargin: -1,
  bestModel: 'best-digest',
  goldModel: 'gold-digest',
  vote: 'abstain',
});
const sources = (given: Partial<LabelSources> = {}): LabelSources => ({
  pair: 'p',
  original: 'first',
  barred: null,
  gold: null,
  silver: null,
  stageTwo: null,
  versions: { plan: 'plan-hash' },
  ...given,
});
const labelOf = (given: Partial<LabelSources>) => {
  const label = foldSources(sources(given));
  return label.kind === 'none'
    ? label.why
    : `${label.origin} ${label.stage} ${label.chosen}${label.flipped ? ' flipped' : ''}`;
};

describe('one label from all sources', () => {
  test.each<[string, Partial<LabelSources>, string]>([
    [
      'people before judges and the rule',
      { gold: gold('second'), silver: silver('first'), stageTwo: stageTwo('decided', 'kept') },
      'gold 1 second',
    ],
    [
      'undecidable for people: no machine counts',
      { gold: gold('undecidable'), silver: silver('first') },
      'undecidable',
    ],
    ['people divided, until somebody adjudicates', { gold: gold('divided'), silver: silver('first') }, 'divided'],
    ['a tie is no training pair', { gold: gold('tie') }, 'no_preference'],
    ['judges before the rule', { silver: silver('second'), stageTwo: stageTwo('decided', 'kept') }, 'silver 1 second'],
    ['judges without a majority leave it unlabelled', { silver: silver('first', 'second') }, 'abstained'],
    ['kept by the rule', { stageTwo: stageTwo('decided', 'gold', 'best', 'kept') }, 'silver 2 first'],
    ['flipped by the rule', { stageTwo: stageTwo('decided', 'flipped') }, 'silver 2 second flipped'],
    ['not kept and not flipped', { stageTwo: stageTwo('decided', 'best') }, 'discarded'],
    ['without a reward', { stageTwo: stageTwo() }, 'not_scored'],
    ['rows that contradict each other wait for a person', { barred: 'disputed', silver: silver('first') }, 'disputed'],
    ['a person settles them', { barred: 'disputed', gold: gold('first') }, 'gold 1 first'],
    [
      'nobody trains on a benchmark, whoever labelled it',
      { barred: 'contaminated', gold: gold('first') },
      'contaminated',
    ],
    ['nothing known', {}, 'open'],
  ])('%s', (_, given, label) => {
    expect(labelOf(given)).toBe(label);
  });
});

const anySources: fc.Arbitrary<LabelSources> = fc
  .record({
    original: fc.constantFrom('first' as const, 'second' as const, null),
    barred: fc.constantFrom('contaminated' as const, 'disputed' as const, null),
    gold: fc.option(fc.constantFrom(...outcomes, 'divided' as const).map(gold)),
    silver: fc.option(
      fc.array(fc.constantFrom('first' as const, 'second' as const), { maxLength: 4 }).map((said) => silver(...said)),
    ),
    stageTwo: fc.option(
      fc.subarray(Object.keys(stageTwoBits) as (keyof typeof stageTwoBits)[]).map((set) => stageTwo(...set)),
    ),
  })
  .map(sources);

describe('every label explains itself', () => {
  test('what is kept beside it, written as JSON and read again, folds to the same label', () => {
    fc.assert(
      fc.property(anySources, (given) => {
        const { label, sources: kept } = explainLabel(given);
        expect(foldSources(JSON.parse(JSON.stringify(kept)) as LabelSources)).toEqual(label);
      }),
    );
  });

  test('gold has verdicts behind it, silver votes or rewards, and people are never overruled', () => {
    fc.assert(
      fc.property(anySources, (given) => {
        const label = foldSources(given);
        if (given.gold !== null) expect(label).not.toMatchObject({ origin: 'silver' });
        if (label.kind === 'none') return;
        if (label.origin === 'gold') expect(given.gold?.outcome).toBe(label.chosen);
        else expect(label.stage === 1 ? given.silver?.merged.vote : given.stageTwo).toBeTruthy();
        if (label.flipped) expect(label.chosen).not.toBe(given.original);
      }),
    );
  });

  test('the sentences name verdicts, votes, rewards, digests and versions', () => {
    const { sentences } = explainLabel(
      sources({
        gold: gold('first'),
        silver: silver('first', 'second', 'second'),
        stageTwo: stageTwo('decided', 'best'),
      }),
    );
    expect(sentences.join('\n')).toBe(
      [
        'The first response is chosen: gold, stage 1, by people.',
        'The source chooses the first response.',
        '1 person under assay@1: first (fold adjudicated).',
        'Verdict event-1, sha256 hash-1.',
        'The judges together: second.',
        'Judge judge (r1): second; 1 first, 2 second, 0 undecidable.',
        'They were asked with prompt prompt-hash and 1 gold examples: gold-1.',
        'keep = gold and (best or judges): gold model gold-digest p = 0.2689, does not; best model best-digest p = 0.7311, agrees; judges abstain, does not.',
        'plan: plan-hash',
      ].join('\n'),
    );
  });
});

describe('what people say', () => {
  const pair = madeId(1);
  const goldOf = (...drafts: EventDraft[]) => {
    const fold = new LabelFold((client) => client);
    const events = drafts.map((draft, at) => sealed(draft, at + 1, at + 1));
    fold.add(events);
    const verdicts = fold.verdicts(pair);
    const votes = goldVotesOf(verdicts, fold.personOf);
    return { events, source: goldSource({ label: fold.label(pair), verdicts, votes, estimate: null }) };
  };

  test('names the verdicts in force with their hashes', () => {
    const { events, source } = goldOf(blindDraft(1, prefer(-2)), blindDraft(1, prefer(-1)));
    expect(source).toMatchObject({ outcome: 'first', people: 2, protocols: ['blind-1'] });
    expect(source?.events).toEqual(events.map(({ id, hash }) => ({ id, hash })));
  });

  test('two people who contradict each other are divided until one adjudicates', () => {
    const [one, other] = [blindDraft(1, prefer(-2)), blindDraft(1, prefer(2))];
    expect(goldOf(one, other).source?.outcome).toBe('divided');
    expect(goldOf(one, other, blindDraft(1, prefer(1), [], { occasion: 'adjudication' })).source?.outcome).toBe(
      'second',
    );
  });

  test('a verdict given with rewards in sight is no gold, and no verdict is none', () => {
    expect(goldOf(revealedDraft(1, prefer(2))).source).toBeNull();
    expect(goldOf().source).toBeNull();
  });
});
