import { jsonLines } from './jsonLines';
import type { VerifiedPair } from './VerifiedPair';

/** TRL's RewardTrainer with implicit prompt: `chosen` and `rejected` are whole conversations. `thinking` stays a key of its own. */
export function trlReward(pairs: VerifiedPair[]): string {
  return jsonLines(
    pairs.map(({ pair, chosen, rejected }) => ({
      chosen: [...pair.prompt, ...chosen.messages],
      rejected: [...pair.prompt, ...rejected.messages],
    })),
  );
}
