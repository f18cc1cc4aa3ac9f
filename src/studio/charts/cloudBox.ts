import type { ValueBox } from './ValueBox';

const stepSize = 0.05;
const steps = 400;

/** The share of points that may lie beyond the box: a few far ones must not press all others into a corner. */
const beyondShare = 1 / 2000;

/** The values about zero that hold nearly all points of a cloud, on both axes alike: zero in the middle, ends at halves. */
export function cloudBox(x: Float32Array, y: Float32Array): ValueBox {
  const reach = Math.max(1, Math.ceil(2 * Math.max(reachOf(x), reachOf(y))) / 2);
  return { x: [-reach, reach], y: [-reach, reach] };
}

/** The magnitude that few values exceed. Counted, not sorted: a million values take a moment. */
function reachOf(values: Float32Array): number {
  const counts = new Uint32Array(steps + 1);
  let known = 0;
  for (let at = 0; at < values.length; at++) {
    const size = Math.abs(values[at] ?? NaN);
    if (Number.isNaN(size)) continue;
    known++;
    const step = Math.min(steps, Math.floor(size / stepSize));
    counts[step] = (counts[step] ?? 0) + 1;
  }
  let beyond = 0;
  for (let step = steps; step >= 0; step--) {
    beyond += counts[step] ?? 0;
    if (beyond > known * beyondShare) return (step + 1) * stepSize;
  }
  return 1;
}
