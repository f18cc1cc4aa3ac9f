import { describe, expect, test } from 'vitest';
import { CheckpointError } from '../../../src/engine/checkpoint/CheckpointError';
import { loadSource } from '../support/loadSource';
import { tinyConfig, tinySource, tinyTensors } from '../support/tinyCheckpoint';
import { floatTensor, writeSafetensors } from '../support/writeSafetensors';

const text = (value: string) => new TextEncoder().encode(value);

async function refusal(change: (files: Map<string, Uint8Array>) => void): Promise<CheckpointError> {
  const error: unknown = await loadSource(tinySource(change)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CheckpointError);
  return error as CheckpointError;
}

function withConfig(changes: Record<string, unknown>): (files: Map<string, Uint8Array>) => void {
  return (files) => files.set('config.json', text(JSON.stringify({ ...tinyConfig, ...changes })));
}

function withTensors(
  change: (tensors: ReturnType<typeof tinyTensors>) => void,
): (files: Map<string, Uint8Array>) => void {
  const tensors = tinyTensors();
  change(tensors);
  return (files) => files.set('model.safetensors', writeSafetensors(tensors));
}

describe('a checkpoint', () => {
  test('of a few hundred weights loads, and says what it is', async () => {
    const { checkpoint } = await loadSource(tinySource());
    expect(checkpoint).toMatchObject({
      name: 'tiny',
      architecture: 'BertForSequenceClassification',
      maxTokens: 16,
      width: 8,
    });
    expect(checkpoint.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja', 'model.safetensors'])(
    'without %s is refused by the name of the file',
    async (file) => {
      expect(await refusal((files) => files.delete(file))).toMatchObject({
        file,
        message: expect.stringContaining(file) as string,
      });
    },
  );

  test.each(['config.json', 'tokenizer.json', 'tokenizer_config.json'])(
    'with a damaged %s is refused by the name of the file',
    async (file) => {
      for (const damage of [text('{"cut'), text('[]'), Uint8Array.of(0xff, 0xfe)]) {
        expect(await refusal((files) => files.set(file, damage))).toMatchObject({ file });
      }
    },
  );

  test.each<[string, Record<string, unknown>]>([
    ['architectures', { architectures: ['LlamaForCausalLM'] }],
    ['architectures', { architectures: undefined }],
    ['id2label', { id2label: { '0': 'no', '1': 'yes' } }],
    ['hidden_act', { hidden_act: 'relu' }],
    ['position_embedding_type', { position_embedding_type: 'relative_key' }],
    ['is_decoder', { is_decoder: true }],
    ['hidden_size', { hidden_size: 9 }],
    ['hidden_size', { hidden_size: '8' }],
    ['num_hidden_layers', { num_hidden_layers: undefined }],
    ['num_hidden_layers', { num_hidden_layers: 1e9 }],
    ['layer_norm_eps', { layer_norm_eps: 0 }],
    ['max_position_embeddings', { max_position_embeddings: -1 }],
  ])('whose config.json has a wrong %s is refused by the name of the field', async (field, changes) => {
    const error = await refusal(withConfig(changes));
    expect(error.file).toBe('config.json');
    expect(error.message).toContain(`"${field}"`);
  });

  test('that lacks a tensor is refused by the name of the tensor', async () => {
    const error = await refusal(withTensors((tensors) => delete tensors['classifier.weight']));
    expect(error.message).toMatch(/model\.safetensors: tensor "classifier\.weight" is missing/);
  });

  test('with a tensor too many is refused by the name of the tensor', async () => {
    const error = await refusal(withTensors((tensors) => (tensors['lm_head.weight'] = floatTensor([1], [0]))));
    expect(error.message).toContain('tensor "lm_head.weight" belongs to no part');
  });

  test('whose tensor has another shape than its configuration says is refused', async () => {
    const error = await refusal(withConfig({ intermediate_size: 17 }));
    expect(error.message).toMatch(/"bert\.encoder\.layer\.0\.intermediate\.dense\.weight" must have shape \[17, 8\]/);
  });

  test('with truncated weights is refused by the name of the file', async () => {
    const error = await refusal((files) => {
      const whole = files.get('model.safetensors') ?? new Uint8Array();
      files.set('model.safetensors', whole.subarray(0, whole.length - 4));
    });
    expect(error.message).toMatch(/^model\.safetensors: tensor ".+" .*truncated/);
  });

  test('whose tokenizer gives ids beyond the embedding table is refused', async () => {
    const small = withTensors((tensors) => {
      tensors['bert.embeddings.word_embeddings.weight'] = floatTensor([11, 8], new Array<number>(88).fill(0));
    });
    const error = await refusal((files) => {
      small(files);
      withConfig({ vocab_size: 11 })(files);
    });
    expect(error.message).toMatch(/^tokenizer\.json: gives token id 11/);
  });

  test('whose template is no Jinja is refused', async () => {
    expect(await refusal((files) => files.set('chat_template.jinja', text('{% for %}')))).toMatchObject({
      file: 'chat_template.jinja',
    });
  });

  test('takes its template from the tokenizer configuration where it has no file of its own', async () => {
    const source = tinySource((files) => {
      const template = new TextDecoder().decode(files.get('chat_template.jinja'));
      files.delete('chat_template.jinja');
      files.set('tokenizer_config.json', text(JSON.stringify({ chat_template: template })));
    });
    await expect(loadSource(source)).resolves.toBeDefined();
  });
});

describe('the digest', () => {
  const digestOf = async (change?: (files: Map<string, Uint8Array>) => void) =>
    (await loadSource(tinySource(change))).checkpoint.digest;

  test('changes with the configuration, the template, the tokenizer and every weight, and with nothing else', async () => {
    const plain = await digestOf();
    const others = await Promise.all([
      digestOf(withConfig({ note: 1 })),
      digestOf((files) => files.set('chat_template.jinja', text('[CLS]{{ messages[0].content }}'))),
      digestOf((files) => files.set('tokenizer_config.json', text('{ }'))),
      digestOf(withTensors((tensors) => (tensors['classifier.bias'] = floatTensor([1], [0.25])))),
    ]);
    expect(new Set([plain, ...others]).size).toBe(5);
    expect(await digestOf((files) => files.set('README.md', text('words')))).toBe(plain);
  });
});
