import type { ModelPlan } from '../architectures/Architecture';
import type { Precision } from '../contract';

/** Bytes that one weight of a matrix takes: quantised ones share a scale of 2 bytes among 32. */
const bytesPerWeight: Record<Precision, number> = { q4: 4 / 8 + 2 / 32, q8: 8 / 8 + 2 / 32, f16: 2, f32: 4 };

/**
 * What a graph of each precision will take, from the shapes that config.json implies: projection matrices by their bits,
 * embeddings and everything else as stored. An estimate: weights that fall back to a wider type come on top.
 * @param weightBytes of the checkpoint's weight files
 */
export function estimateGraphBytes(plan: ModelPlan, weightBytes: number): Record<Precision, number> {
  const tables = new Set<unknown>(Object.values(plan.embeddings));
  let matrices = 0;
  let others = 0;
  for (const [name, shape] of plan.tensors) {
    const count = shape.reduce((product, size) => product * size, 1);
    if (shape.length === 2 && (shape[0] ?? 0) > 1 && !tables.has(name)) matrices += count;
    else others += count;
  }
  const storedBytes = Math.min(4, Math.max(2, weightBytes / Math.max(1, matrices + others)));
  const bytes = (precision: Precision) => Math.round(matrices * bytesPerWeight[precision] + others * storedBytes);
  return { q4: bytes('q4'), q8: bytes('q8'), f16: bytes('f16'), f32: bytes('f32') };
}
