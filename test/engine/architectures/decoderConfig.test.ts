import { describe, expect, test } from 'vitest';
import { planModel } from '../../../src/engine/architectures/architectures';

const config = {
  architectures: ['LlamaForSequenceClassification'],
  hidden_size: 64,
  intermediate_size: 96,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  vocab_size: 401,
  max_position_embeddings: 8192,
  rms_norm_eps: 1e-5,
  id2label: { '0': 'reward' },
};
const family = (name: string) => ({ architectures: [`${name}ForSequenceClassification`] });

describe('the configuration of a decoder', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a sliding window in use',
      { ...family('Qwen3'), use_sliding_window: true, sliding_window: 4096 },
      /sliding_window/,
    ],
    ['a window in Mistral', { ...family('Mistral'), sliding_window: 4096 }, /sliding_window.*8192 positions/],
    ['the window that Mistral has where none is named', family('Mistral'), /sliding_window.*absent means 4096/],
    [
      'a layer that slides',
      { ...family('Qwen2'), layer_types: ['full_attention', 'sliding_attention'] },
      /layer_types/,
    ],
    ['an unknown rope type', { rope_scaling: { rope_type: 'yarn', factor: 4 } }, /rope_type.*"yarn"/],
    ['a rope type in the newer style', { rope_parameters: { rope_type: 'dynamic', rope_theta: 1e4 } }, /rope_type/],
    ['llama3 scaling without its factor', { rope_scaling: { rope_type: 'llama3' } }, /factor/],
    ['heads that are rotated in part', { partial_rotary_factor: 0.5 }, /partial_rotary_factor/],
    ['another activation', { hidden_act: 'gelu' }, /hidden_act.*"gelu"/],
    ['two labels', { id2label: { '0': 'a', '1': 'b' } }, /one label.*2/],
    ['heads that do not divide', { num_key_value_heads: 3 }, /num_key_value_heads/],
    ['a width that no head size follows from', { hidden_size: 66 }, /hidden_size/],
    ['weights that are quantised already', { quantization_config: { bits: 4 } }, /quantization_config/],
    ['another class', { architectures: ['Gemma3ForSequenceClassification'] }, /architectures.*Gemma3/],
    ['a causal model', { architectures: ['Qwen3ForCausalLM'] }, /architectures.*Qwen3ForCausalLM/],
    ['a switch that is none', { attention_bias: 'yes' }, /attention_bias/],
    ['a pad id that is no id', { pad_token_id: 'x' }, /pad_token_id/],
  ])('is refused with %s', (_, change, message) => {
    expect(() => planModel({ ...config, ...change })).toThrow(message);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a window that is switched off', { ...family('Qwen3'), use_sliding_window: false, sliding_window: 4096 }],
    ['a window as long as the positions', { ...family('Mistral'), sliding_window: 8192 }],
    ['no window', { ...family('Mistral'), sliding_window: null }],
    ['layers that all see everything', { ...family('Qwen2'), layer_types: ['full_attention', 'full_attention'] }],
    ['linear scaling', { rope_scaling: { type: 'linear', factor: 2 } }],
    ['no word of heads for keys', { num_key_value_heads: null }],
  ])('is taken with %s', (_, change) => {
    expect(planModel({ ...config, ...change }).plan.kind).toBe('decoder');
  });

  test('bounds a text by the positions, and by 16,384 tokens at most', () => {
    expect(planModel(config).plan.maxTokens).toBe(8192);
    expect(planModel({ ...config, max_position_embeddings: 131_072 }).plan.maxTokens).toBe(16_384);
  });
});
