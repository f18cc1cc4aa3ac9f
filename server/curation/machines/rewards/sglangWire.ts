import { checkCount, listIn, numberIn, objectIn, onlyIn } from '../answerFields';
import type { RewardWire } from './ServedRewards';

/**
 * SGLang's own `/classify` (started with `--is-embedding`), which gives raw logits; `/v1/classify` applies a softmax. The server adds
 * the BOS token itself: texts come without it.
 */
export function sglangWire(model: string): RewardWire {
  return {
    path: '/classify',
    body: (text) => ({ model, text }),
    read: (machine, answer, asked) => {
      const entries = listIn(machine, 'answer', answer);
      checkCount(machine, entries.length, asked);
      return entries.map((entry) => {
        const { embedding } = objectIn(machine, 'answer[]', entry);
        return numberIn(machine, 'embedding[0]', onlyIn(machine, 'embedding', embedding));
      });
    },
  };
}
