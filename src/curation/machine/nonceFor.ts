import { sha256Hex } from '../../pairs/sha256Hex';

const nonceLength = 16;

/**
 * A word that none of the texts holds, the same for the same seed and texts. Whoever wrote a response cannot know it: it depends on
 * the text itself and on the plan's seed. So a response cannot close its own delimiter and go on as if it were the prompt.
 */
export function nonceFor(seed: string, texts: readonly string[]): string {
  const digest = sha256Hex(JSON.stringify([seed, ...texts]));
  for (let round = 0; ; round++) {
    const nonce = sha256Hex(`${digest}:${String(round)}`).slice(0, nonceLength);
    if (!texts.some((text) => text.includes(nonce))) return nonce;
  }
}
