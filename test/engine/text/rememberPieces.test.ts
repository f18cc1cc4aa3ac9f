import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rememberPieces } from '../../../src/engine/text/rememberPieces';
import { json } from './tokenizerFiles';

const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        ' ',
        '  ',
        '\u2581',
        '\u2581\u2581',
        'the',
        ' answer',
        "'s",
        '123',
        '\n\n',
        '<s>',
        '<|im_end|>',
        '字',
        '😀',
      ),
    ),
  )
  .map((parts) => parts.join(''));

const ids = (tokenizer: Tokenizer, of: string) => tokenizer.encode(of, { add_special_tokens: false }).ids;

describe.each(['qwen', 'llama3', 'mistral', 'wordpiece'])('remembered pieces of %s', (family) => {
  const files = [json(`${family}/tokenizer.json`), json(`${family}/tokenizer_config.json`)] as const;

  test('give the ids that the package gives without them', { timeout: 60_000 }, () => {
    const plain = new Tokenizer(...files);
    const quick = new Tokenizer(...files);
    rememberPieces(quick);
    fc.assert(
      fc.property(text, (of) => {
        expect(ids(quick, of)).toEqual(ids(plain, of));
      }),
      { numRuns: 400 },
    );
  });
});

test('a text is not cut at space marks where a merge crosses them', () => {
  const model = {
    type: 'BPE',
    unk_token: 'u',
    vocab: Object.fromEntries(['u', 'a', '\u2581', 'a\u2581', 'a\u2581a'].map((token, id) => [token, id])),
    merges: [
      ['a', '\u2581'],
      ['a\u2581', 'a'],
    ],
  };
  const file = { ...json('mistral/tokenizer.json'), added_tokens: [], normalizer: null, post_processor: null, model };
  const tokenizer = new Tokenizer(file, {});
  rememberPieces(tokenizer);
  expect(ids(tokenizer, 'a\u2581a')).toEqual([4]);
});
