import { CheckpointError } from '../checkpoint/CheckpointError';
import type { JsonObject } from '../checkpoint/readJson';
import type { Architecture, ModelPlan } from './Architecture';
import { addBertGraph } from './bertGraph';
import { configFile, countField, fixedField, positiveField, requireOneLabel } from './configFields';

export interface BertConfig {
  layers: number;
  width: number;
  heads: number;
  inner: number;
  vocabulary: number;
  positions: number;
  tokenTypes: number;
  epsilon: number;
}

/** BERT with one label, read at the first token through the pooler, as transformers' BertForSequenceClassification does. */
export const bert: Architecture = {
  name: 'BertForSequenceClassification',
  plan(config: JsonObject): ModelPlan {
    const sizes = readConfig(config);
    return {
      kind: 'encoder',
      width: sizes.width,
      maxTokens: sizes.positions,
      vocabulary: sizes.vocabulary,
      tensors: new Map(tensorShapes(sizes)),
      embeddings: {
        words: `${tables}.word_embeddings.weight`,
        positions: `${tables}.position_embeddings.weight`,
        tokenType: `${tables}.token_type_embeddings.weight`,
      },
      precisions: ['f32'],
      textRule: 'rendered',
      padId: null,
      cache: null,
      costs: null,
      addGraph: (graph, weights, options) => addBertGraph(graph, sizes, weights, options),
    };
  },
};

const tables = 'bert.embeddings';

function readConfig(config: JsonObject): BertConfig {
  requireOneLabel(config);
  fixedField(config, 'hidden_act', 'gelu', 'the exact form with erf');
  fixedField(config, 'position_embedding_type', 'absolute', 'relative positions are not supported');
  fixedField(config, 'is_decoder', false, 'an encoder sees the whole text');
  const sizes: BertConfig = {
    layers: countField(config, 'num_hidden_layers', 200),
    width: countField(config, 'hidden_size', 16_384),
    heads: countField(config, 'num_attention_heads', 1_024),
    inner: countField(config, 'intermediate_size', 65_536),
    vocabulary: countField(config, 'vocab_size', 2_000_000),
    positions: countField(config, 'max_position_embeddings'),
    tokenTypes: countField(config, 'type_vocab_size'),
    epsilon: positiveField(config, 'layer_norm_eps'),
  };
  if (sizes.width % sizes.heads === 0) return sizes;
  throw new CheckpointError(
    configFile,
    `field "hidden_size" must be a multiple of "num_attention_heads", and is ${sizes.width} with ${sizes.heads} heads.`,
  );
}

function* tensorShapes({
  layers,
  width,
  inner,
  vocabulary,
  positions,
  tokenTypes,
}: BertConfig): Generator<[string, number[]]> {
  yield [`${tables}.word_embeddings.weight`, [vocabulary, width]];
  yield [`${tables}.position_embeddings.weight`, [positions, width]];
  yield [`${tables}.token_type_embeddings.weight`, [tokenTypes, width]];
  yield* linear(`${tables}.LayerNorm`, [width]);
  for (let layer = 0; layer < layers; layer += 1) {
    const prefix = `bert.encoder.layer.${layer}`;
    for (const part of ['query', 'key', 'value']) yield* linear(`${prefix}.attention.self.${part}`, [width, width]);
    yield* linear(`${prefix}.attention.output.dense`, [width, width]);
    yield* linear(`${prefix}.attention.output.LayerNorm`, [width]);
    yield* linear(`${prefix}.intermediate.dense`, [inner, width]);
    yield* linear(`${prefix}.output.dense`, [width, inner]);
    yield* linear(`${prefix}.output.LayerNorm`, [width]);
  }
  yield* linear('bert.pooler.dense', [width, width]);
  yield* linear('classifier', [1, width]);
}

/** A weight of this shape with the bias of its outputs. */
function* linear(name: string, shape: [number, ...number[]]): Generator<[string, number[]]> {
  yield [`${name}.weight`, shape];
  yield [`${name}.bias`, [shape[0]]];
}
