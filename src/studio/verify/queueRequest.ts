import { knownOutcome } from '../../quality/knownOutcome';
import type { JudgedRow } from '../../queue/neighbours';
import type { QueuePlan } from '../../queue/QueueOrder';
import type { QueueRequest } from '../../queue/QueueRequest';
import { sigmoid } from '../../rewards/sigmoid';
import type { LabelFold } from '../../verdicts/LabelFold';
import { verdictStates } from '../../verdicts/verdictState';
import { inSlices } from '../inSlices';
import type { OpenDataSet } from '../OpenDataSet.svelte';

export interface QueueRequestOptions {
  open: OpenDataSet;
  fold: LabelFold;
  plan: QueuePlan;
  seed: string;
  /** The key of the rewards of the model in use. */
  statesKey: string | null;
  margins: QueueRequest['margins'];
}

/** What the worker is asked for, with what the chosen order needs of this person's verdicts. Reads each judged pair once. */
export async function queueRequest(options: QueueRequestOptions): Promise<QueueRequest> {
  const { fold, plan, seed, statesKey, margins } = options;
  const { order, models, randomShare, knownShare } = plan;
  const judged: JudgedRow[] = [];
  const attributes: QueueRequest['attributes'] = [];
  const known: number[] = [];
  await inSlices(fold.pairs(), (pairs) => {
    for (const pair of pairs) {
      const row = options.open.rowOf(pair);
      if (row === null) continue;
      if (order === 'neighbours') judged.push(...judgedRow(options, pair, row));
      if (order === 'objective') attributes.push(...verifiedAttributes(fold, pair, row));
      if (knownShare > 0 && isKnownToOthers(options, pair, row)) known.push(row);
    }
  });
  return {
    ...{ order, models, randomShare, knownShare, seed, statesKey, judged, attributes },
    margins: order === 'head' ? margins : null,
    known: Uint32Array.from(known),
  };
}

/** A pair on which this person preferred a response, with the p that the model gives that one; none where it is not scored. */
function judgedRow({ fold, open }: QueueRequestOptions, pair: string, row: number): JudgedRow[] {
  const choice = fold.own(pair)?.choice;
  if (choice?.kind !== 'preference' || choice.strength === 0) return [];
  const margin = (open.rewards.first[row] ?? NaN) - (open.rewards.second[row] ?? NaN);
  const p = sigmoid(choice.strength < 0 ? margin : -margin);
  return Number.isNaN(p) ? [] : [{ row, p }];
}

function verifiedAttributes(fold: LabelFold, pair: string, row: number): QueueRequest['attributes'] {
  const verified = fold.attributes(pair);
  if (!verified) return [];
  const { objectivity, controversiality } = verified.data;
  return [{ row, attributes: { objectivity, controversiality } }];
}

/** Whether others are sure of a pair that this person has not met. */
function isKnownToOthers({ fold, open }: QueueRequestOptions, pair: string, row: number): boolean {
  if (open.verdicts[row] !== verdictStates.none) return false;
  const { personOf } = fold;
  return knownOutcome(fold.verdicts(pair), personOf, new Date().toISOString()) !== null;
}
