import { knownModel } from '../../../../src/engine/knownModel';
import type { Message } from '../../../../src/pairs/Message';
import type { Conversation } from '../RewardMachine';

/** A conversation with the reward that the model must give it; null where nobody knows. */
export interface RewardFixture {
  conversation: Conversation;
  reward: number | null;
}

/**
 * The two conversations that every machine scores when it starts: the test vector of the models' README, a right and a wrong answer.
 * @param rewards what the model gives them, where that is known
 */
export function usualFixtures(rewards: readonly [number, number] | null): RewardFixture[] {
  const vector = knownModel('Skywork-Reward-V2-Llama-3.1-8B')?.vector ?? [];
  return vector.map(({ messages, promptLength }, at) => ({
    conversation: {
      prompt: messages.slice(0, promptLength) as Message[],
      response: messages.slice(promptLength) as Message[],
    },
    reward: rewards?.[at] ?? null,
  }));
}
