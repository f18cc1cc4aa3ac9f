import type { ScoredItem } from '../Metric';

/** Credit of an item with one right response: 1 where its reward is the highest, shared among those that are equally high, else 0. */
export function bestOfFour({ item, rewards }: ScoredItem): number {
  const highest = Math.max(...rewards);
  const right = rewards[item.isRight.indexOf(true)];
  return right === highest ? 1 / rewards.filter((reward) => reward === highest).length : 0;
}
