/** Official shapes of reward models, as their `config.json` states them. */
export const shapes = {
  'qwen3-0.6b': {
    family: 'qwen',
    config: { ...qwen3(), hidden_size: 1024, intermediate_size: 3072 },
  },
  'qwen3-1.7b': {
    family: 'qwen',
    config: { ...qwen3(), hidden_size: 2048, intermediate_size: 6144 },
  },
  'llama-3.2-1b': {
    family: 'llama3',
    config: {
      architectures: ['LlamaForSequenceClassification'],
      attention_bias: false,
      attention_dropout: 0,
      head_dim: 64,
      hidden_act: 'silu',
      hidden_size: 2048,
      initializer_range: 0.02,
      intermediate_size: 8192,
      max_position_embeddings: 131_072,
      mlp_bias: false,
      model_type: 'llama',
      num_attention_heads: 32,
      num_hidden_layers: 16,
      num_key_value_heads: 8,
      pretraining_tp: 1,
      rms_norm_eps: 1e-5,
      rope_scaling: {
        factor: 32,
        high_freq_factor: 4,
        low_freq_factor: 1,
        original_max_position_embeddings: 8192,
        rope_type: 'llama3',
      },
      rope_theta: 500_000,
      tie_word_embeddings: true,
      vocab_size: 128_256,
    },
  },
} satisfies Record<string, Shape>;

export type ShapeName = keyof typeof shapes;

export interface Shape {
  /** Folder of the tokenizer whose special tokens and template the family has. */
  family: 'qwen' | 'llama3';
  config: { [field: string]: unknown; num_hidden_layers: number; vocab_size: number };
}

function qwen3() {
  return {
    architectures: ['Qwen3ForSequenceClassification'],
    attention_bias: false,
    attention_dropout: 0,
    head_dim: 128,
    hidden_act: 'silu',
    initializer_range: 0.02,
    max_position_embeddings: 40_960,
    max_window_layers: 28,
    model_type: 'qwen3',
    num_attention_heads: 16,
    num_hidden_layers: 28,
    num_key_value_heads: 8,
    rms_norm_eps: 1e-6,
    rope_scaling: null,
    rope_theta: 1_000_000,
    sliding_window: null,
    tie_word_embeddings: true,
    use_sliding_window: false,
    vocab_size: 151_936,
  };
}
