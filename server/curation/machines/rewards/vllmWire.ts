import { checkCount, listIn, numberIn, objectIn, onlyIn } from '../answerFields';
import type { RewardWire } from './ServedRewards';

/**
 * vLLM's `/classify` (started with `--runner pooling`), asked for no activation: its default for one label is a sigmoid. It adds no
 * special tokens: texts bring their BOS.
 */
export function vllmWire(model: string): RewardWire {
  return {
    path: '/classify',
    body: (input) => ({ model, input, use_activation: false, add_special_tokens: false }),
    read: (machine, answer, asked) => {
      const entries = listIn(machine, 'data', objectIn(machine, 'answer', answer)['data']);
      checkCount(machine, entries.length, asked);
      return inOrder(machine, entries).map(({ probs }) =>
        numberIn(machine, 'probs[0]', onlyIn(machine, 'probs', probs)),
      );
    },
  };
}

/** Entries say which text they answer. */
function inOrder(machine: string, entries: readonly unknown[]): Record<string, unknown>[] {
  const objects = entries.map((entry) => objectIn(machine, 'data[]', entry));
  return objects.toSorted(
    (one, other) => numberIn(machine, 'index', one['index']) - numberIn(machine, 'index', other['index']),
  );
}
