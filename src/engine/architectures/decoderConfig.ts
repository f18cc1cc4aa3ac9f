import { CheckpointError } from '../checkpoint/CheckpointError';
import type { JsonObject } from '../checkpoint/readJson';
import {
  configFile,
  countField,
  flagField,
  optionalCount,
  positiveField,
  refuseField,
  requireOneLabel,
} from './configFields';
import type { DecoderFamily } from './decoderFamilies';
import { readRope, type Rope } from './rope';

/** The sizes and switches of a decoder, after its `config.json`. */
export interface DecoderConfig {
  layers: number;
  width: number;
  inner: number;
  heads: number;
  keyHeads: number;
  headSize: number;
  vocabulary: number;
  epsilon: number;
  positions: number;
  rope: Rope;
  /** Biases of query, key and value; of the attention's output; of the three matrices of the perceptron. */
  inputBias: boolean;
  outputBias: boolean;
  innerBias: boolean;
  /** Whether each head's queries and keys are normalised (Qwen3). */
  headNorms: boolean;
  /** The id by which texts are padded: the reward is read at the last other one. */
  padId: number | null;
}

/** What transformers takes where `sliding_window` is absent. */
const usualWindow = 4096;

/**
 * Reads the configuration of a decoder with one label. A setting that the graph does not follow is refused by name.
 * @throws CheckpointError
 */
export function readDecoderConfig(config: JsonObject, family: DecoderFamily): DecoderConfig {
  requireOneLabel(config);
  refuseOthers(config, family);
  const width = countField(config, 'hidden_size', 65_536);
  const heads = countField(config, 'num_attention_heads', 1_024);
  const keyHeads = optionalCount(config, 'num_key_value_heads', 1_024) ?? heads;
  const headSize = optionalCount(config, 'head_dim', 1_024) ?? width / heads;
  checkHeads(width, heads, keyHeads, headSize);
  const attentionBias = family.bias === 'configured' && flagField(config, 'attention_bias');
  return {
    layers: countField(config, 'num_hidden_layers', 500),
    width,
    inner: countField(config, 'intermediate_size', 1_000_000),
    heads,
    keyHeads,
    headSize,
    vocabulary: countField(config, 'vocab_size', 2_000_000),
    epsilon: positiveField(config, 'rms_norm_eps'),
    positions: countField(config, 'max_position_embeddings', 100_000_000),
    rope: readRope(config, headSize),
    inputBias: family.bias === 'inputs' || attentionBias,
    outputBias: attentionBias,
    innerBias: family.innerBias && flagField(config, 'mlp_bias'),
    headNorms: family.headNorms,
    padId: padOf(config),
  };
}

function refuseOthers(config: JsonObject, family: DecoderFamily): void {
  const activation = config['hidden_act'] ?? 'silu';
  if (activation !== 'silu' && activation !== 'swish') refuseField(config, 'hidden_act', 'must be "silu"');
  refuseSlidingWindow(config, family);
  const partial = config['partial_rotary_factor'] ?? 1;
  if (partial !== 1) refuseField(config, 'partial_rotary_factor', 'must be 1: all of a head is rotated');
  if (config['quantization_config'] !== undefined && config['quantization_config'] !== null)
    refuseField(config, 'quantization_config', 'must be absent: weights are read as bf16, f16 or f32');
}

/** A window as long as the positions hides nothing. */
function refuseSlidingWindow(config: JsonObject, family: DecoderFamily): void {
  const types = config['layer_types'];
  if (Array.isArray(types) && types.some((type) => type !== 'full_attention'))
    refuseField(config, 'layer_types', 'must be "full_attention" for every layer: sliding windows are not supported');
  if (family.window === 'none' || (family.window === 'switched' && !flagField(config, 'use_sliding_window'))) return;
  const window = config['sliding_window'] === undefined ? usualWindow : config['sliding_window'];
  if (window === null || window === false) return;
  const positions = countField(config, 'max_position_embeddings', 100_000_000);
  if (typeof window === 'number' && window >= positions) return;
  refuseField(
    config,
    'sliding_window',
    `must be null or at least the ${positions} positions (absent means ${usualWindow})`,
  );
}

function checkHeads(width: number, heads: number, keyHeads: number, headSize: number): void {
  const fault = !Number.isInteger(headSize)
    ? `"hidden_size" ${width} must be a multiple of "num_attention_heads" ${heads} where "head_dim" is absent`
    : heads % keyHeads !== 0
      ? `"num_attention_heads" ${heads} must be a multiple of "num_key_value_heads" ${keyHeads}`
      : headSize % 8 !== 0
        ? `"head_dim" must be a multiple of 8, and is ${headSize}`
        : null;
  if (fault !== null) throw new CheckpointError(configFile, `field ${fault}.`);
}

function padOf(config: JsonObject): number | null {
  const value = config['pad_token_id'] ?? null;
  if (value === null || (typeof value === 'number' && Number.isInteger(value))) return value === -1 ? null : value;
  return refuseField(config, 'pad_token_id', 'must be a token id or null');
}
