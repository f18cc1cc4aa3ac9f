import { planModel } from '../architectures/architectures';
import type { ModelPlan } from '../architectures/Architecture';
import type { Weights } from '../checkpoint/openWeights';

/** Layers of Qwen3-0.6B. */
export const modelLayers = 28;

/** The shape of Qwen3-0.6B's layers under a small vocabulary. */
export function madePlan(layers: number): ModelPlan {
  return planModel({
    architectures: ['Qwen3ForSequenceClassification'],
    hidden_size: 1024,
    intermediate_size: 3072,
    num_hidden_layers: layers,
    num_attention_heads: 16,
    num_key_value_heads: 8,
    head_dim: 128,
    vocab_size: 97,
    max_position_embeddings: 2048,
    rms_norm_eps: 1e-6,
    rope_theta: 1_000_000,
    id2label: { '0': 'reward' },
  }).plan;
}

/** Weights that no checkpoint has: the same numbers every time, small enough that nothing overflows. */
export function madeWeights({ tensors }: ModelPlan): Weights {
  let start = 0;
  const places = [...tensors].map(([name, shape]) => {
    const bytes = 4 * shape.reduce((product, count) => product * count, 1);
    start += bytes;
    return [name, { name, file: 'made', type: 'F32', shape, start: start - bytes, end: start }] as const;
  });
  return {
    files: ['made'],
    tensors: new Map(places),
    read: (name) => Promise.resolve(numbers((tensors.get(name) ?? []).reduce((product, count) => product * count, 1))),
    bytes: (_, from, to) => Promise.resolve(new Uint8Array(numbers((to - from) / 4).buffer)),
  };
}

const pattern = Float32Array.from({ length: 4093 }, (_, index) => Math.sin(index * 12.9898) * 0.03);

/** So many numbers of the pattern, over and over. */
function numbers(count: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(count);
  for (let start = 0; start < count; start += pattern.length)
    out.set(pattern.subarray(0, Math.min(pattern.length, count - start)), start);
  return out;
}
