import type { FinalFacts, RivalFacts } from '../../../src/curation/final/FinalFacts';
import { finalCard } from '../../../src/curation/final/finalCard';
import { goldEce } from '../../../src/curation/final/goldEce';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { comparePaired, type HalfAccuracy, type PairedComparison } from '../../../src/rewards/paired/comparePaired';
import type { Statistic } from '../../../src/rewards/Statistic';
import { writeDurably } from '../pipeline/durableFile';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { Step, StepWork } from '../pipeline/Step';
import { textOf } from '../stages/pairRows';
import { readHeldOutGold, type GoldRewards } from './heldOutGold';
import { cardFile, dataSetFacts, placeCard, trainedBy } from './trainedRun';

/**
 * The models on gold that the final one has not learned from: `final`, `selected` (the best of the iterations), `in_use`. Accuracy with
 * Wilson's interval, equal rewards counting half; the difference is the final model's accuracy less this one's, on the same pairs.
 */
const columns = {
  model: 'text',
  name: 'text',
  gold: 'count',
  right: 'count',
  accuracy: 'number',
  low: 'number',
  high: 'number',
  ece: 'number',
  gained: 'count',
  lost: 'count',
  difference: 'number',
  difference_low: 'number',
  difference_high: 'number',
  p: 'number',
  finding: 'text',
} as const satisfies ShardColumns;

/** A model beside the final one: the steps that name and score it. */
export interface Rival {
  what: RivalFacts['what'];
  model: string;
  score: string;
}

export interface EvaluateFinalInputs {
  data: string;
  heldOut: string;
  final: string;
  score: string;
  rivals: readonly Rival[];
}

/** Measures the final model beside those that were there before, on the very same pairs, and writes its card. */
export function evaluateFinalStep(
  label: string,
  inputs: EvaluateFinalInputs,
  facts: Pick<FinalFacts, 'plan' | 'versions' | 'dataLicence'>,
): Step {
  const { data, heldOut, final, score, rivals } = inputs;
  return {
    label,
    stage: label,
    version: 1,
    settings: { ...facts, versions: { ...facts.versions } },
    inputs: [data, heldOut, final, score, ...rivals.flatMap((one) => [one.model, one.score])],
    run: async (work) => {
      const gold = await readHeldOutGold(work, heldOut, [score, ...rivals.map((rival) => rival.score)]);
      const run = await trainedBy(work, final);
      const measured = await measure(work, gold, rivals);
      await work.out.write(0, columns, rowsOf(run.run, measured));
      const withoutReward = gold.pairs - gold.labels.length;
      const card = finalCard({ ...facts, ...run, ...measured, withoutReward, dataSet: dataSetFacts(work.input(data)) });
      await writeDurably(work.out.fileOf(cardFile), card);
      await placeCard(run.checkpoint, card);
      return { gold: measured.gold?.pairs ?? 0, right: measured.gold?.accuracy.right ?? 0, withoutReward };
    },
  };
}

async function measure(
  work: StepWork,
  { labels, rewards }: GoldRewards,
  rivals: readonly Rival[],
): Promise<Pick<FinalFacts, 'gold' | 'rivals'>> {
  const [own] = rewards;
  const itself = own ? compared(labels, own, own) : null;
  if (!own || itself === null) return { gold: null, rivals: [] };
  const found: RivalFacts[] = [];
  for (const [at, { what, model }] of rivals.entries()) {
    const theirs = rewards[at + 1];
    const comparison = theirs ? compared(labels, theirs, own) : null;
    const [row = {}] = await work.sql.all(`select id from ${work.input(model).table}`);
    if (theirs && comparison) found.push({ what, id: textOf(row, 'id'), comparison, ece: eceOf(labels, theirs) });
  }
  return { gold: { pairs: itself.pairs, accuracy: itself.newer, ece: eceOf(labels, own) }, rivals: found };
}

type Rewards = NonNullable<GoldRewards['rewards'][number]>;

function compared(labels: readonly number[], older: Rewards, newer: Rewards): PairedComparison | null {
  return comparePaired(
    labels.map((label, at) => ({ label, older: older[at] ?? [NaN, NaN], newer: newer[at] ?? [NaN, NaN] })),
  );
}

function eceOf(labels: readonly number[], rewards: Rewards): Statistic {
  return goldEce(
    rewards.map(([first, second], at) => (labels[at] === labelCodes.first ? first - second : second - first)),
  );
}

function rowsOf(run: string, { gold, rivals }: Pick<FinalFacts, 'gold' | 'rivals'>): ShardRow[] {
  if (gold === null) return [{ model: 'final', name: run, gold: 0, right: 0 }];
  const { pairs, accuracy, ece } = gold;
  return [
    { model: 'final', name: run, gold: pairs, ...accuracyRow(accuracy, ece) },
    ...rivals.map(({ what, id, comparison, ece: theirs }) => {
      const { gained, lost, difference, p, finding } = comparison;
      const { difference: points, low, high } = difference;
      const beside = { gained, lost, difference: points, difference_low: low, difference_high: high, p, finding };
      return { model: what, name: id, gold: pairs, ...accuracyRow(comparison.older, theirs), ...beside };
    }),
  ];
}

function accuracyRow({ right, share, interval }: HalfAccuracy, ece: Statistic): ShardRow {
  return { right, accuracy: share, ...interval, ece: ece.kind === 'value' ? ece.value : null };
}
