import { Refitter } from '../../src/rewards/head/Refitter';
import type { RefitData } from '../../src/rewards/head/RefitData';
import { seededNumbers } from '../../test/support/seededNumbers';
import { median } from '../support/median';

/** Pairs of four to a prompt with states of one half signal, one half noise. */
function madePairs(count: number, width: number): RefitData {
  const draw = seededNumbers(width);
  const centred = () => draw() - 0.5;
  const truth = Float64Array.from({ length: width }, centred);
  const differences = Float32Array.from({ length: count * width }, centred);
  const margin = (row: number) => truth.reduce((sum, one, at) => sum + one * (differences[row * width + at] ?? 0), 0);
  return {
    ...{ width, differences, seed: 1 },
    pairs: Array.from({ length: count }, (_, row) => String(row)),
    signs: Int8Array.from({ length: count }, (_, row) =>
      margin(row) + Math.sqrt(width) * 0.3 * centred() > 0 ? 1 : -1,
    ),
    weights: new Float64Array(count).fill(1),
    prompts: Float64Array.from({ length: count }, (_, row) => row >> 2),
    margins: Float64Array.from({ length: count }, centred),
  };
}

/** The first pairs of it. */
function upTo(data: RefitData, count: number): RefitData {
  return {
    ...data,
    pairs: data.pairs.slice(0, count),
    differences: data.differences.slice(0, count * data.width),
    signs: data.signs.slice(0, count),
    weights: data.weights.slice(0, count),
    prompts: data.prompts.slice(0, count),
    margins: data.margins.slice(0, count),
  };
}

export interface RefitTimes {
  firstMs: number;
  /** The median of those after batches of ten verdicts. */
  batchMs: number;
  /** Of one such batch: processor time, which other programs on the machine disturb less. */
  batchProcessorMs: number;
}

/** How long the refit takes at so many pairs, the first time and after further batches. */
export function measureRefit(pairs: number, width: number, batches: number): RefitTimes {
  const data = madePairs(pairs, width);
  const refitter = new Refitter();
  const took = Array.from({ length: batches + 1 }, (_, at) => {
    const given = upTo(data, pairs - 10 * (batches - at));
    const [begun, processor] = [performance.now(), process.cpuUsage()];
    refitter.refit(given);
    return { ms: performance.now() - begun, processorMs: process.cpuUsage(processor).user / 1000 };
  });
  const [first, ...later] = took;
  return {
    firstMs: first?.ms ?? NaN,
    batchMs: median(later.map(({ ms }) => ms)),
    batchProcessorMs: median(later.map(({ processorMs }) => processorMs)),
  };
}
