/** What tells one family of decoders from another. All else is the same graph. */
export interface DecoderFamily {
  /** The class that `config.json` names. */
  name: string;
  /** Query, key and value have biases never, always, or (with the attention's output) as `attention_bias` says. */
  bias: 'none' | 'inputs' | 'configured';
  /** Whether `mlp_bias` may give the perceptron biases. */
  innerBias: boolean;
  /** Whether the queries and keys of each head are normalised before they are rotated. */
  headNorms: boolean;
  /** Whether `sliding_window` counts: never, where `use_sliding_window` switches it on, or always. */
  window: 'none' | 'switched' | 'always';
}

/** After the modelling files of transformers 5.23; a family is a line here. */
export const decoderFamilies: readonly DecoderFamily[] = [
  { name: 'Qwen3ForSequenceClassification', bias: 'configured', innerBias: false, headNorms: true, window: 'switched' },
  { name: 'Qwen2ForSequenceClassification', bias: 'inputs', innerBias: false, headNorms: false, window: 'switched' },
  { name: 'LlamaForSequenceClassification', bias: 'configured', innerBias: true, headNorms: false, window: 'none' },
  { name: 'MistralForSequenceClassification', bias: 'none', innerBias: false, headNorms: false, window: 'always' },
];
