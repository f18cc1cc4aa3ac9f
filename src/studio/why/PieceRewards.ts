import type { ScoreResult } from '../../engine/contract';

/** What a model gives the pieces of one response; null where it is not known (yet), or the text is too long for the model. */
export interface PieceRewards {
  /** The reward as if the response ended after each piece; the last is the reward of the response. */
  upTo: (number | null)[];
  /** The reward with each piece left out. */
  without: (number | null)[];
  /** Texts that are longer than the model takes. */
  tooLong: number;
  /** Texts for which the model gives NaN or an infinity. */
  notFinite: number;
}

/** Nothing is known yet. */
export function noRewards(pieces: number): PieceRewards {
  const none = () => new Array<number | null>(pieces).fill(null);
  return { upTo: none(), without: none(), tooLong: 0, notFinite: 0 };
}

/** What is known once another result has come, by the id that `pieceRequests` gave it. */
export function withResult(rewards: PieceRewards, result: ScoreResult): PieceRewards {
  const [, kind, place] = result.id.split(' ');
  if (result.kind === 'too_long') return { ...rewards, tooLong: rewards.tooLong + 1 };
  if (result.kind === 'not_finite') return { ...rewards, notFinite: rewards.notFinite + 1 };
  const { reward } = result;
  const put = (list: (number | null)[]) => list.map((known, at) => (at === Number(place) ? reward : known));
  return kind === 'upTo' ? { ...rewards, upTo: put(rewards.upTo) } : { ...rewards, without: put(rewards.without) };
}

/** The reward of the whole response. */
export function rewardOf({ upTo }: PieceRewards): number | null {
  return upTo.at(-1) ?? null;
}

/** How much a piece adds: the reward of the response less that of the response without it. */
export function contributionOf(rewards: PieceRewards, at: number): number | null {
  const [whole, without] = [rewardOf(rewards), rewards.without[at] ?? null];
  return whole === null || without === null ? null : whole - without;
}
