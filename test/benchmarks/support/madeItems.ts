import type { BenchmarkItem } from '../../../src/benchmarks/BenchmarkItem';
import type { BenchmarkResult } from '../../../src/benchmarks/BenchmarkResult';

/** An item that needs no texts: metrics look at rewards. */
export function madeItem(
  id: string,
  subset: string,
  isRight: boolean[],
  more: Partial<BenchmarkItem> = {},
): BenchmarkItem {
  const responses = isRight.map((_, at) => `${id} response ${at}`);
  const prompt = [{ role: 'user' as const, content: id }];
  return { id, subset, unit: id, prompt, responses, isRight, slices: [], comparisons: null, ...more };
}

/** The value of a figure. */
export function valueOf({ figures }: BenchmarkResult, key: string): number | null {
  const found = figures.find((figure) => figure.key === key);
  if (found === undefined) throw new Error(`no figure ${key}, only ${figures.map((figure) => figure.key).join(', ')}`);
  return found.value;
}

/** Settings without intervals, where only the figures matter. */
export const noDraws = { draws: 0, seed: 1 };
