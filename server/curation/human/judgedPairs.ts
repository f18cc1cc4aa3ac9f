import { goldSource } from '../../../src/curation/labels/goldSource';
import type { GoldSource } from '../../../src/curation/labels/LabelSources';
import { votesOf } from '../../../src/verdicts/folds/votesOf';
import type { FoldName } from '../../../src/verdicts/folds/FoldName';
import { LabelFold } from '../../../src/verdicts/LabelFold';
import type { Attributes, LedgerEvent } from '../../../src/verdicts/VerdictEvent';

export interface JudgedPair {
  /** Null where people judged the pair and none of it is gold: rewards were in sight, or the protocol lacks something. */
  gold: GoldSource | null;
  attributes: Attributes | null;
}

/** What people have judged, by pair. Every client of the ledger is a person of its own. A skip is no verdict. */
export async function judgedPairs(
  events: AsyncIterable<LedgerEvent>,
  foldName: FoldName,
): Promise<Map<string, JudgedPair>> {
  const personOf = (client: string) => client;
  const fold = new LabelFold(personOf);
  for await (const event of events) fold.add([event]);
  const judged = new Map<string, JudgedPair>();
  for (const [pair, label] of fold.labels()) {
    if (label.choice.kind === 'skip') continue;
    const verdicts = fold.verdicts(pair);
    const votes = votesOf(verdicts, personOf).filter(({ gold }) => gold);
    const gold = goldSource({ label, verdicts, votes, estimate: null }, foldName);
    judged.set(pair, { gold, attributes: attributesOf(fold, pair) });
  }
  return judged;
}

function attributesOf(fold: LabelFold, pair: string): Attributes | null {
  const said = fold.attributes(pair)?.data;
  if (said === undefined) return null;
  const { category, objectivity, controversiality, desired, guideline } = said;
  return { category, objectivity, controversiality, desired, guideline };
}
