import { sigmoid } from '../../../../src/rewards/sigmoid';
import { MachineError } from '../MachineError';

/** What two programs in 16 bits may differ by (SGLang pull request 17992). */
const tolerance = 0.15;
/** What is left of a sigmoid of the right logit, and of nothing else. */
const squashed = 0.02;

/**
 * Refuses rewards of the start-up fixtures that are no raw logits. A sigmoid keeps the order only as far as it does not saturate, and
 * a softmax over one label is always 1: neither is seen later.
 * @param expected the fixtures' rewards, each null where it is not known
 * @throws MachineError
 */
export function checkRawLogits(
  machine: string,
  arrived: readonly number[],
  expected: readonly (number | null)[],
): void {
  const shown = arrived.map((value) => value.toPrecision(5)).join(' and ');
  if (arrived.every((value) => value === 1))
    throw new MachineError(
      `${machine} gives every conversation the reward 1: it applies a softmax over its one label. Have it give raw logits ` +
        `(SGLang: /classify, not /v1/classify; vLLM: use_activation false).`,
    );
  if (matches(arrived, expected, (value) => value, tolerance)) return;
  const isSquashed = matches(arrived, expected, sigmoid, squashed);
  const isUnknown = expected.includes(null);
  if (isSquashed || (isUnknown && arrived.every((value) => value >= 0 && value <= 1)))
    throw new MachineError(
      `${machine} gives ${shown}, between 0 and 1: it applies a sigmoid, and rewards must be raw logits. ` +
        `If this model's logits do lie there, state the fixtures' rewards in the plan.`,
    );
  if (isUnknown) return;
  throw new MachineError(
    `${machine} gives ${shown} where the plan states ${expected.join(' and ')} (within ${tolerance}): ` +
      `it serves another model, another chat template or adds special tokens twice.`,
  );
}

function matches(
  arrived: readonly number[],
  expected: readonly (number | null)[],
  map: (value: number) => number,
  within: number,
): boolean {
  return arrived.every((value, at) => {
    const wanted = expected[at] ?? null;
    return wanted !== null && Math.abs(value - map(wanted)) <= within;
  });
}
