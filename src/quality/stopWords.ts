import type { StopRule } from './StopRule';

/**
 * The stop rule in words.
 *
 * @param randomShare the share of places in the queue that goes to the random stratum; 0 where there is none.
 */
export function stopWords({ target, halfWidth, more }: StopRule, randomShare: number): string {
  const points = `${pointsOf(target)} ${target === 0.01 ? 'point' : 'points'}`;
  if (more === 0)
    return `Known to within ${pointsOf(halfWidth)} points, which is under ${points}: enough for this question.`;
  const pairs = more === 1 ? '1 more pair' : `${more.toLocaleString('en')} more pairs`;
  const sentence = `${pairs} of the random sample would bring it under ${points}`;
  if (randomShare <= 0) return `${sentence}, but the queue draws none at random now.`;
  return `${sentence}: about ${Math.ceil(more / randomShare).toLocaleString('en')} verdicts, as the queue draws them.`;
}

function pointsOf(share: number): string {
  return (100 * share).toLocaleString('en', { maximumFractionDigits: 1 });
}
