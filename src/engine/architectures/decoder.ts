import type { JsonObject } from '../checkpoint/readJson';
import type { Architecture, ModelPlan } from './Architecture';
import { readDecoderConfig, type DecoderConfig } from './decoderConfig';
import type { DecoderFamily } from './decoderFamilies';
import { addDecoderGraph } from './decoderGraph';

/** Skywork-Reward-V2's own bound, and the length of the rotary tables that a graph carries. */
const mostTokens = 16_384;

/** A decoder with one label, read at its last token, as transformers' `*ForSequenceClassification` does. */
export function decoder(family: DecoderFamily): Architecture {
  return {
    name: family.name,
    plan(config: JsonObject): ModelPlan {
      const sizes = readDecoderConfig(config, family);
      const maxTokens = Math.min(mostTokens, sizes.positions);
      return {
        kind: 'decoder',
        width: sizes.width,
        maxTokens,
        vocabulary: sizes.vocabulary,
        tensors: new Map(tensorShapes(sizes)),
        embeddings: { words: 'model.embed_tokens.weight', positions: null, tokenType: null },
        precisions: ['q4', 'q8', 'f16', 'f32'],
        textRule: 'strip_bos',
        padId: sizes.padId,
        cache: { layers: sizes.layers, heads: sizes.keyHeads, headSize: sizes.headSize },
        costs: costsOf(sizes),
        addGraph: (graph, weights, options) =>
          addDecoderGraph(graph, { ...sizes, positions: maxTokens }, weights, options),
      };
    },
  };
}

/** Multiplications of one token in all matrices, and of one query against one key in all heads. */
function costsOf(sizes: DecoderConfig): { token: number; score: number } {
  const attention = sizes.width * sizes.headSize * (2 * sizes.heads + 2 * sizes.keyHeads);
  const token = sizes.layers * (attention + 3 * sizes.width * sizes.inner);
  return { token, score: sizes.layers * 2 * sizes.heads * sizes.headSize };
}

function* tensorShapes(sizes: DecoderConfig): Generator<[string, number[]]> {
  const { width, inner, heads, keyHeads, headSize } = sizes;
  yield ['model.embed_tokens.weight', [sizes.vocabulary, width]];
  for (let layer = 0; layer < sizes.layers; layer += 1) {
    const prefix = `model.layers.${layer}`;
    yield [`${prefix}.input_layernorm.weight`, [width]];
    yield [`${prefix}.post_attention_layernorm.weight`, [width]];
    yield* linear(`${prefix}.self_attn.q_proj`, heads * headSize, width, sizes.inputBias);
    yield* linear(`${prefix}.self_attn.k_proj`, keyHeads * headSize, width, sizes.inputBias);
    yield* linear(`${prefix}.self_attn.v_proj`, keyHeads * headSize, width, sizes.inputBias);
    yield* linear(`${prefix}.self_attn.o_proj`, width, heads * headSize, sizes.outputBias);
    if (sizes.headNorms) yield [`${prefix}.self_attn.q_norm.weight`, [headSize]];
    if (sizes.headNorms) yield [`${prefix}.self_attn.k_norm.weight`, [headSize]];
    yield* linear(`${prefix}.mlp.gate_proj`, inner, width, sizes.innerBias);
    yield* linear(`${prefix}.mlp.up_proj`, inner, width, sizes.innerBias);
    yield* linear(`${prefix}.mlp.down_proj`, width, inner, sizes.innerBias);
  }
  yield ['model.norm.weight', [width]];
  yield ['score.weight', [1, width]];
}

function* linear(name: string, outputs: number, inputs: number, bias: boolean): Generator<[string, number[]]> {
  yield [`${name}.weight`, [outputs, inputs]];
  if (bias) yield [`${name}.bias`, [outputs]];
}
