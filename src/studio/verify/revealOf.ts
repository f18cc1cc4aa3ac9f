import { labelCodes } from '../../pairs/PairIndex';
import { agreement, type Agreement } from '../../rewards/agreement';
import { margin } from '../../rewards/margin';
import { sigmoid } from '../../rewards/sigmoid';
import { scoreState } from '../../rewards/RewardColumns';
import type { VerdictData } from '../../verdicts/VerdictEvent';
import type { OpenDataSet } from '../OpenDataSet.svelte';

type Side = 'A' | 'B';

/** What the source and the model say of a pair, by the sides of the screen. Made only when the verdict is durable. */
export interface Reveal {
  label: Side | 'tie' | 'both bad' | null;
  /** Null where the model has not scored the response. */
  rewards: { A: number | null; B: number | null };
  /** Responses that the model does not take, with their tokens; they are never cut. */
  tooLong: { side: Side; tokens: number }[];
  /** reward(chosen) - reward(rejected), or reward(A) - reward(B) where the source chooses none; null while a reward is missing. */
  margin: number | null;
  p: number | null;
  agreement: Agreement | null;
}

/** The reveal of a row with `left` on side A. */
export function revealOf(open: Pick<OpenDataSet, 'index' | 'rewards'>, row: number, left: VerdictData['left']): Reveal {
  const { index, rewards } = open;
  const code = index.labels[row] ?? labelCodes.none;
  const [first, second] = [rewards.first[row] ?? NaN, rewards.second[row] ?? NaN];
  const label = labelWord(code, left);
  const chosen = code === labelCodes.first || code === labelCodes.second;
  const value = chosen || left === 'first' ? margin(first, second, code) : second - first;
  const [a, b] = left === 'first' ? [first, second] : [second, first];
  return {
    label,
    rewards: { A: finite(a), B: finite(b) },
    tooLong: tooLongSides(rewards, row, left),
    margin: finite(value),
    p: finite(sigmoid(value)),
    agreement: agreement(first, second, code),
  };
}

function tooLongSides(rewards: OpenDataSet['rewards'], row: number, left: VerdictData['left']): Reveal['tooLong'] {
  const responses = [
    { side: left === 'first' ? 'A' : 'B', state: rewards.firstState[row], tokens: rewards.firstTokens[row] ?? 0 },
    { side: left === 'first' ? 'B' : 'A', state: rewards.secondState[row], tokens: rewards.secondTokens[row] ?? 0 },
  ] as const;
  const tooLong = responses.filter(({ state }) => state === scoreState.too_long);
  return tooLong.map(({ side, tokens }) => ({ side, tokens })).sort((a, b) => (a.side < b.side ? -1 : 1));
}

function labelWord(code: number, left: VerdictData['left']): Reveal['label'] {
  if (code === labelCodes.tie) return 'tie';
  if (code === labelCodes.both_bad) return 'both bad';
  if (code === labelCodes.none) return null;
  return (code === labelCodes.first) === (left === 'first') ? 'A' : 'B';
}

function finite(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
