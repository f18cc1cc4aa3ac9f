import { architectures } from '../../../src/engine/architectures/architectures';
import { MemorySource } from './MemorySource';
import { floatTensor, writeSafetensors, type MadeTensor } from './writeSafetensors';

export const tinyConfig = {
  architectures: ['BertForSequenceClassification'],
  hidden_act: 'gelu',
  hidden_size: 8,
  id2label: { '0': 'reward' },
  intermediate_size: 16,
  layer_norm_eps: 1e-12,
  max_position_embeddings: 16,
  num_attention_heads: 2,
  num_hidden_layers: 2,
  type_vocab_size: 2,
  vocab_size: 12,
};

const words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'user', 'assistant', ':', 'good', 'bad', 'very', '!', '##ly'];

const tokenizer = {
  version: '1.0',
  added_tokens: words.slice(0, 4).map((content, id) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: null,
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(words.map((word, id) => [word, id])),
  },
};

const template = "[CLS]{% for message in messages %}{{ message['role'] + ': ' + message['content'] }}[SEP]{% endfor %}";

/** Numbers of one tensor: the same every time, none too large. */
function madeValues(shape: number[], seed: number): number[] {
  const count = shape.reduce((product, size) => product * size, 1);
  return Array.from({ length: count }, (_, index) => Math.sin(index * 12.9898 + seed * 78.233) * 0.5);
}

export function tinyTensors(config: typeof tinyConfig = tinyConfig): Record<string, MadeTensor> {
  const shapes = [...(architectures[0]?.plan(config).tensors ?? [])];
  return Object.fromEntries(
    shapes.map(([name, shape], seed) => [name, floatTensor([...shape], madeValues([...shape], seed))]),
  );
}

/** The files of a BERT reward model of a few hundred weights, whose tokenizer knows a dozen words. */
export function tinyFiles(): Map<string, Uint8Array> {
  const text = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
  return new Map([
    ['config.json', text(tinyConfig)],
    ['tokenizer.json', text(tokenizer)],
    ['tokenizer_config.json', text({ model_max_length: 1e30 })],
    ['chat_template.jinja', text(template)],
    ['model.safetensors', writeSafetensors(tinyTensors())],
  ]);
}

export function tinySource(change: (files: Map<string, Uint8Array>) => void = () => undefined): MemorySource {
  const files = tinyFiles();
  change(files);
  return new MemorySource('tiny', files);
}
