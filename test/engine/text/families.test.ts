import { describe, expect, test } from 'vitest';
import { ChatTemplate } from '../../../src/engine/text/ChatTemplate';
import { TextReading } from '../../../src/engine/text/TextReading';
import { TextTokenizer } from '../../../src/engine/text/TextTokenizer';
import { conversations, expectedIds, familyNames, json, textOf, texts, vocabulary } from './tokenizerFiles';

/** Compares as one claim, and shows the first text that differs. */
function claimIds(tokenizer: TextTokenizer, expected: { ids: number[]; ids_special: number[] }[]): void {
  expect(expected).toHaveLength(texts.length);
  texts.forEach((text, index) => {
    const { ids, ids_special: withSpecials } = expected[index] ?? { ids: [], ids_special: [] };
    const shown = JSON.stringify(text.slice(0, 200));
    expect([...tokenizer.encode(text)], shown).toEqual(ids);
    expect([...tokenizer.encodeWithSpecials(text)], shown).toEqual(withSpecials);
  });
}

/** A thousand texts take seconds on a busy machine. */
const timeout = 60_000;

describe.each(familyNames)('the tokenizer and template of the family %s', { timeout }, (family) => {
  const config = json(`${family}/tokenizer_config.json`);
  const tokenizer = new TextTokenizer(json(`${family}/tokenizer.json`), config, vocabulary);
  const template = new ChatTemplate('chat_template.jinja', textOf(`${family}/chat_template.jinja`), config);
  const bos = typeof config['bos_token'] === 'string' ? config['bos_token'] : null;

  test('give the ids of the Python library for a thousand texts', () => {
    claimIds(tokenizer, expectedIds(family));
  });

  test('give the same ids the second time, when the pieces are remembered', () => {
    claimIds(tokenizer, expectedIds(family));
  });

  test('render conversations as transformers does, to the same ids by both rules', () => {
    for (const expected of conversations(family)) {
      const { messages } = expected;
      if (expected.refused) {
        expect(() => template.render(messages), JSON.stringify(messages)).toThrow();
        continue;
      }
      expect(template.render(messages)).toBe(expected.text);
      const rendered = new TextReading(tokenizer, 'rendered', bos, null).read(expected.text);
      const stripped = new TextReading(tokenizer, 'strip_bos', bos, null).read(expected.text);
      expect([...rendered.ids]).toEqual(expected.ids);
      expect([...stripped.ids]).toEqual(expected.ids_strip_bos);
    }
  });

  test('asks for the date only where the family is Llama 3', () => {
    expect(template.frozenDate).toBe(family === 'llama3' ? '26 Jul 2024' : null);
  });
});

test(
  "the later form of Mistral's file, with the space mark set by its pre-tokenizer, gives the library's ids",
  { timeout },
  () => {
    const metaspace = { type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'first', split: false };
    const later = { ...json('mistral/tokenizer.json'), normalizer: null, pre_tokenizer: metaspace };
    const tokenizer = new TextTokenizer(later, json('mistral/tokenizer_config.json'), vocabulary);
    claimIds(tokenizer, expectedIds('mistral', 'expected-metaspace.jsonl.gz'));
  },
);
