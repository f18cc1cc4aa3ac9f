import type { StopRule } from './StopRule';

export interface QueueAhead {
  /** The share of places in the queue that goes to the random stratum; 0 where there is none. */
  randomShare: number;
  /** Pairs of the data set that are not judged. */
  left: number;
}

/** The stop rule in words. */
export function stopWords({ target, halfWidth, more }: StopRule, { randomShare, left }: QueueAhead): string {
  const points = `${pointsOf(target)} ${target === 0.01 ? 'point' : 'points'}`;
  if (more === 0)
    return `Known to within ${pointsOf(halfWidth)} points, which is under ${points}: enough for this question.`;
  const pairs = more === 1 ? '1 more pair' : `${counted(more)} more pairs`;
  const sentence = `${pairs} of the random sample would bring it under ${points}`;
  if (randomShare <= 0) return `${sentence}, but the queue draws none at random now.`;
  const verdicts = Math.ceil(more / randomShare);
  if (more > left) return `${sentence}, and only ${counted(left)} are left: too few were drawn at random.`;
  if (verdicts > left)
    return `${sentence}. The queue as it is has only ${counted(left)} pairs left; its order "random" draws each of them.`;
  return `${sentence}: about ${counted(verdicts)} verdicts, as the queue draws them.`;
}

function counted(n: number): string {
  return n.toLocaleString('en');
}

function pointsOf(share: number): string {
  return (100 * share).toLocaleString('en', { maximumFractionDigits: 1 });
}
