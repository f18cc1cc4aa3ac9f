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
}

/** After the modelling files of transformers 5.23; a family is a line here. */
export const decoderFamilies: readonly DecoderFamily[] = [
  { name: 'Qwen3ForSequenceClassification', bias: 'configured', innerBias: false, headNorms: true },
  { name: 'Qwen2ForSequenceClassification', bias: 'inputs', innerBias: false, headNorms: false },
  { name: 'LlamaForSequenceClassification', bias: 'configured', innerBias: true, headNorms: false },
  { name: 'MistralForSequenceClassification', bias: 'none', innerBias: false, headNorms: false },
];
