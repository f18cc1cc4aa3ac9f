import { goldSource } from '../../../src/curation/labels/goldSource';
import type { GoldSource } from '../../../src/curation/labels/LabelSources';
import { votesOf } from '../../../src/verdicts/folds/votesOf';
import type { FoldName } from '../../../src/verdicts/folds/FoldName';
import { LabelFold } from '../../../src/verdicts/LabelFold';
import { isAdjudicated, isDisputed } from '../../../src/verdicts/people/disputedPairs';
import type { Attributes } from '../../../src/verdicts/VerdictEvent';
import type { HumanAsk, HumanWork } from './HumanWork';

export interface JudgedPair {
  /** Null where people judged the pair and none of it is gold: rewards were in sight, or the protocol lacks something. */
  gold: GoldSource | null;
  attributes: Attributes | null;
  /** How many people have judged it. */
  people: number;
  /** How long each of their verdicts took, in milliseconds. */
  elapsedMs: number[];
  /** Whether somebody has decided between people who differed. */
  isAdjudicated: boolean;
}

/** What people have judged, by pair. One person's browsers are one person. A skip is no verdict. */
export async function judgedPairs(
  human: HumanWork,
  ask: HumanAsk,
  foldName: FoldName,
): Promise<Map<string, JudgedPair>> {
  const fold = new LabelFold((client) => human.personOf(client));
  for await (const event of human.events(ask)) fold.add([event]);
  const judged = new Map<string, JudgedPair>();
  for (const [pair, label] of fold.labels())
    if (label.choice.kind !== 'skip') judged.set(pair, judgedPair(fold, pair, foldName));
  return judged;
}

function judgedPair(fold: LabelFold, pair: string, foldName: FoldName): JudgedPair {
  const verdicts = fold.verdicts(pair);
  const votes = votesOf(verdicts, fold.personOf);
  const goldVotes = votes.filter(({ gold }) => gold);
  const gold = goldSource({ label: fold.label(pair), verdicts, votes: goldVotes, estimate: null }, foldName);
  const judges = verdicts.filter(({ data }) => data.choice.kind !== 'skip' && data.occasion !== 'repeat');
  return {
    // Whoever decides disputes is asked about every one of them, also where one side of it has not all that gold asks for.
    gold: gold && isOpenDispute(foldName, { verdicts, votes }) ? { ...gold, outcome: 'divided' } : gold,
    attributes: attributesOf(fold, pair),
    people: new Set(judges.map(({ client }) => fold.personOf(client))).size,
    elapsedMs: judges.map(({ data }) => data.elapsedMs),
    isAdjudicated: isAdjudicated({ verdicts }),
  };
}

function isOpenDispute(
  foldName: FoldName,
  judged: Parameters<typeof isDisputed>[0] & Parameters<typeof isAdjudicated>[0],
) {
  return foldName === 'adjudicated' && isDisputed(judged) && !isAdjudicated(judged);
}

function attributesOf(fold: LabelFold, pair: string): Attributes | null {
  const said = fold.attributes(pair)?.data;
  if (said === undefined) return null;
  const { category, objectivity, controversiality, desired, guideline } = said;
  return { category, objectivity, controversiality, desired, guideline };
}
