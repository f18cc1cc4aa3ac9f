import type { GivenReward } from '../GivenReward';

/** The rewards that a report was made of as JSON Lines, a line an item, in the layout that is read again. What is no finite number is text. */
export function itemScoresText(rewards: Iterable<readonly [id: string, given: readonly GivenReward[]]>): string {
  const line = (id: string, given: readonly GivenReward[]) =>
    JSON.stringify({ id, rewards: given.map((reward) => (Number.isNaN(reward) ? 'NaN' : reward)) });
  return Array.from(rewards, ([id, given]) => `${line(id, given)}\n`).join('');
}
