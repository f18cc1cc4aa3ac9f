import { expect, test } from 'vitest';
import { LabelFold } from '../../../src/verdicts/LabelFold';
import { missingForGold } from '../../../src/verdicts/protocol/missingForGold';
import type { EventDraft } from '../../../src/verdicts/VerdictEvent';
import { blindDraft, madeData, madeId, prefer, sealed } from '../madeEvents';

const revealed = (strength: 1 | 2, lacks: string[]): EventDraft => ({
  ...{ type: 'verdict', pair: madeId(1), supersedes: [] },
  data: madeData(prefer(strength), { visibility: 'revealed', lacks }),
});

function missing(...drafts: EventDraft[]): string[] | null {
  const fold = new LabelFold();
  fold.add(drafts.map((draft, at) => sealed(draft, at + 1)));
  return missingForGold(fold.own(madeId(1)), fold.ownVerdicts(madeId(1)));
}

test('a blind verdict without evidence says what it lacks', () => {
  expect(missing(blindDraft(1, prefer(2), [], { lacks: ['evidence_link'] }))).toEqual(['evidence_link']);
});

test('the least that any verdict of the same choice lacks is what is missing, and nothing once one has all', () => {
  const blind = blindDraft(1, prefer(2), [], { lacks: ['evidence_link', 'rationale'] });
  expect(missing(blind, revealed(2, ['rationale']))).toEqual(['rationale']);
  expect(missing(blind, revealed(2, []))).toBeNull();
});

test('where nothing that is added makes gold, nothing is missing', () => {
  expect(missing()).toBeNull();
  expect(missing(revealed(2, ['rationale']))).toBeNull();
  expect(missing(blindDraft(1, prefer(2), [], { lacks: ['rationale'] }), revealed(1, ['rationale']))).toBeNull();
});
