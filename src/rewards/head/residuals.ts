import { sigmoid } from '../sigmoid';

export interface Targets {
  /** 1 where the first side of the difference is preferred, -1 where the other one is. */
  signs: Int8Array;
  /** How much each pair counts; 1 for all of them where there is nothing to choose. */
  weights: Float64Array;
}

/** The logistic loss at some margins: its value, and minus its first and its second derivative by each margin. */
export interface Residuals {
  loss: number;
  first: Float64Array;
  second: Float64Array;
}

/** A curvature below this is rounding: such a pair is settled, and dividing by it would be noise. */
const smallest = 1e-10;

/** Sum of weight * log(1 + exp(-sign * margin)) with its derivatives. */
export function residuals(margins: Float64Array, { signs, weights }: Targets): Residuals {
  const [first, second] = [new Float64Array(margins.length), new Float64Array(margins.length)];
  let loss = 0;
  for (let at = 0; at < margins.length; at++) {
    const [sign, weight, margin] = [signs[at] ?? 1, weights[at] ?? 1, margins[at] ?? 0];
    const wrong = sigmoid(-sign * margin);
    loss += weight * softplus(-sign * margin);
    first[at] = weight * sign * wrong;
    second[at] = Math.max(weight * wrong * (1 - wrong), smallest);
  }
  return { loss, first, second };
}

/** log(1 + exp(x)) without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
