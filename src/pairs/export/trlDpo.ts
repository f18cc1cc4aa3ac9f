import { jsonLines } from './jsonLines';
import type { VerifiedPair } from './VerifiedPair';

/** TRL's DPOTrainer with explicit prompt: the prompt's messages, and of each response what follows them. */
export function trlDpo(pairs: VerifiedPair[]): string {
  return jsonLines(
    pairs.map(({ pair, chosen, rejected }) => ({
      prompt: pair.prompt,
      chosen: chosen.messages,
      rejected: rejected.messages,
    })),
  );
}
