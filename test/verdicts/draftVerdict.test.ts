import { expect, test } from 'vitest';
import { draftVerdict } from '../../src/verdicts/draftVerdict';
import { LabelFold } from '../../src/verdicts/LabelFold';
import { blindDraft, madeData, madeId, madeUuid, prefer, revealedDraft, sealed } from './madeEvents';

const id = (seq: number): string => madeUuid(1e6 + seq);
const fold = new LabelFold();
fold.add([blindDraft(1, prefer(1)), revealedDraft(1, prefer(-1))].map((draft, n) => sealed(draft, n + 1)));

test('a blind verdict takes the place of all that is in force for its pair', () => {
  expect(draftVerdict(fold, madeId(1), madeData(prefer(2))).supersedes).toEqual([id(1), id(2)]);
});

test('a verdict after the reveal takes the place of earlier ones like it and leaves the blind one', () => {
  const data = madeData(prefer(2), { visibility: 'revealed' });
  expect(draftVerdict(fold, madeId(1), data).supersedes).toEqual([id(2)]);
});

test('the first verdict of a pair supersedes nothing', () => {
  expect(draftVerdict(fold, madeId(2), madeData(prefer(2)))).toMatchObject({ pair: madeId(2), supersedes: [] });
});
