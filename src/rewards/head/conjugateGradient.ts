import { dot } from './vectors';

/**
 * Solves A x = b for a symmetric positive definite A that is only known by what it does to a vector (Hestenes and Stiefel 1952).
 *
 * @param accuracy ends where the residual's norm has fallen to this share of b's.
 */
export function conjugateGradient(
  apply: (vector: Float64Array) => Float64Array,
  b: Float64Array,
  accuracy: number,
): Float64Array {
  const n = b.length;
  const x = new Float64Array(n);
  const residual = b.slice();
  const direction = b.slice();
  let size = dot(residual, residual, 0, 0, n);
  const enough = size * accuracy ** 2;
  for (let step = 0; step < 2 * n && size > enough && size > 0; step++) {
    const image = apply(direction);
    const length = size / dot(direction, image, 0, 0, n);
    for (let at = 0; at < n; at++) {
      x[at] = (x[at] as number) + length * (direction[at] as number);
      residual[at] = (residual[at] as number) - length * (image[at] as number);
    }
    const next = dot(residual, residual, 0, 0, n);
    const turn = next / size;
    for (let at = 0; at < n; at++) direction[at] = (residual[at] as number) + turn * (direction[at] as number);
    size = next;
  }
  return x;
}
