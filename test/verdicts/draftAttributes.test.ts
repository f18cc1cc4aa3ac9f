import { expect, test } from 'vitest';
import { draftAttributes, retractAttributes } from '../../src/verdicts/draftAttributes';
import { LabelFold } from '../../src/verdicts/LabelFold';
import { sealEvent } from '../../src/verdicts/sealEvent';
import type { EventDraft } from '../../src/verdicts/VerdictEvent';
import { blindDraft, madeAttributes, madeId, madeUuid, prefer } from './madeEvents';

const colleague = madeUuid(900);
const pair = madeId(1);

function madeFold(): { fold: LabelFold; give: (draft: EventDraft | null, client?: string) => void } {
  const fold = new LabelFold((client) => (client === colleague ? 'colleague' : ''));
  let seq = 0;
  const give = (draft: EventDraft | null, client = madeUuid(800)) => {
    if (!draft) throw new Error('Nothing to give.');
    seq++;
    const at = new Date(1_700_000_000_000 + seq * 1000).toISOString();
    fold.add([sealEvent(draft, { id: madeUuid(seq), storeId: madeUuid(1), client, seq, at })]);
  };
  return { fold, give };
}

test('attributes take the place of what the same person said, and taking back brings that back', () => {
  const { fold, give } = madeFold();
  give(draftAttributes(fold, pair, madeAttributes({ category: 'math' })));
  give(draftAttributes(fold, pair, madeAttributes({ category: 'reasoning' })));
  expect(fold.attributes(pair)?.data.category).toBe('reasoning');
  give(retractAttributes(fold, pair));
  expect(fold.attributes(pair)?.data.category).toBe('math');
  give(retractAttributes(fold, pair));
  expect(fold.attributes(pair)).toBeNull();
  expect(retractAttributes(fold, pair)).toBeNull();
});

test('nobody takes the place of what a colleague said', () => {
  const { fold, give } = madeFold();
  give(draftAttributes(fold, pair, madeAttributes({ category: 'math' })), colleague);
  expect(retractAttributes(fold, pair)).toBeNull();
  give(draftAttributes(fold, pair, madeAttributes({ category: 'editing' })));
  expect(draftAttributes(fold, pair, madeAttributes()).supersedes).toHaveLength(1);
  give(retractAttributes(fold, pair));
  expect(fold.attributes(pair)?.data.category).toBe('math');
});

test('attributes leave the label alone', () => {
  const { fold, give } = madeFold();
  give(blindDraft(1, prefer(2)));
  const before = fold.label(pair);
  give(draftAttributes(fold, pair, madeAttributes()));
  expect(fold.label(pair)).toEqual(before);
});
