import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScoreRequest } from '../../../src/engine/contract';
import { commonPrefix } from '../../../src/engine/text/commonPrefix';
import { openTextFiles, type TextSettings } from '../../../src/engine/text/openTextFiles';
import { wholeLength, type PreparedGroup } from '../../../src/engine/text/TextSource';
import { trimPadding } from '../../../src/engine/text/trimPadding';
import { familyFiles, vocabulary, type FamilyName } from './tokenizerFiles';

const decoder: TextSettings = { vocabulary, rule: 'strip_bos', padId: null };
const preparerOf = (family: FamilyName, settings = decoder) => openTextFiles(familyFiles(family), settings).preparer;
const qwen = preparerOf('qwen');

function request(id: string, prompt: string, response: string): ScoreRequest {
  const messages = [
    { role: 'user', content: prompt },
    { role: 'assistant', content: response },
  ];
  return { id, messages, promptLength: 1 };
}

/** What each request's text is, whatever group it stands in. */
function idsByRequest(groups: readonly PreparedGroup[]): Map<number, number[]> {
  const texts = groups.flatMap(({ texts }) => texts);
  return new Map(texts.flatMap(({ ids, requests }) => requests.map((index) => [index, [...ids]] as const)));
}

describe('prepared texts', () => {
  const asked = [
    request('a', 'What is 2 + 2?', '4'),
    request('b', 'Why is the sky blue?', 'Rayleigh scattering.'),
    request('c', 'What is 2 + 2?', 'It is 5.'),
    request('d', 'What is 2 + 2?', '4'),
  ];

  test('stand in groups of one prompt, equal texts once', () => {
    const groups = qwen.prepare(asked);
    expect(groups.map(({ texts }) => texts.map(({ requests }) => requests))).toEqual([[[0, 3], [2]], [[1]]]);
  });

  test('begin with the prefix of their group, which ends where they part', () => {
    const [shared, alone] = qwen.prepare(asked);
    expect(shared?.prefix.length).toBeGreaterThan(10);
    expect(alone?.prefix).toHaveLength(0);
    for (const { prefix, texts } of [shared, alone].filter((group) => group !== undefined))
      for (const { ids, suffix } of texts) expect([...ids]).toEqual([...prefix, ...suffix]);
    const firsts = shared?.texts.map(({ suffix }) => suffix[0]);
    expect(new Set(firsts).size).toBe(2);
  });

  test('have the tokens that each has alone, whatever stands beside them', { timeout: 60_000 }, () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', ' ', '\n', 'The', ' the end', '<|im_end|>', '😀'),
    );
    const pair = fc.tuple(fc.constantFrom('p', 'p ', 'q\n'), text, text).map(([p, q, r]) => request('r', p + q, r));
    fc.assert(
      fc.property(
        fc.constantFrom<FamilyName>('qwen', 'mistral'),
        fc.array(pair, { maxLength: 6 }),
        (family, requests) => {
          const preparer = family === 'qwen' ? qwen : mistral;
          const together = idsByRequest(preparer.prepare(requests));
          expect(together.size).toBe(requests.length);
          requests.forEach((one, index) =>
            expect(together.get(index)).toEqual(idsByRequest(preparer.prepare([one])).get(0)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test('share no prompt where the conversation is all response', () => {
    const whole = asked.map((one) => ({ ...one, promptLength: 0 }));
    expect(qwen.prepare(whole).map(({ prefix }) => prefix.length)).toEqual([0, 0, 0]);
  });

  test('are taken for one text where two prompts lead to it', () => {
    const [one] = asked;
    if (!one) throw new Error('no request');
    const groups = qwen.prepare([one, { ...one, id: 'x', promptLength: 0 }]);
    expect(groups.flatMap(({ texts }) => texts.map(({ requests }) => requests))).toEqual([[0, 1]]);
  });

  test('name the request that the template refuses, with its words', () => {
    const refused = { id: 'lonely', messages: [{ role: 'assistant', content: 'x' }], promptLength: 0 };
    expect(() => mistral.prepare([refused])).toThrow(/refuses response lonely: .*must take turns/);
  });

  test('are many responses to one prompt in one group', () => {
    const many = Array.from({ length: 64 }, (_, index) => request(String(index), 'Count.', `${index} and on`));
    const groups = qwen.prepare(many);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.texts).toHaveLength(64);
  });
});

const mistral = preparerOf('mistral');

describe("Skywork's rule", () => {
  const llama3 = preparerOf('llama3');
  const rendered = preparerOf('llama3', { ...decoder, rule: 'rendered' });
  const bosCount = (groups: PreparedGroup[]) => {
    const ids = [...(idsByRequest(groups).get(0) ?? [])];
    return ids.filter((id) => id === ids[0]).length;
  };

  test('leaves one beginning token, which the tokenizer adds in place of the one in the text', () => {
    expect(bosCount(llama3.prepare([request('a', 'Hi', 'Hello')]))).toBe(1);
    expect(llama3.prepare([request('a', 'Hi', 'Hello')])).toEqual(rendered.prepare([request('a', 'Hi', 'Hello')]));
  });

  test('takes one such token away and no more: a second one in the text stays', () => {
    const double = '{{ bos_token }}{{ bos_token }}{{ messages[0].content }}';
    const files = familyFiles('llama3').map((file) =>
      file.name === 'chat_template.jinja' ? { ...file, bytes: new TextEncoder().encode(double) } : file,
    );
    expect(bosCount(openTextFiles(files, decoder).preparer.prepare([request('a', 'Hi', '')]))).toBe(2);
  });
});

describe('the padding rule', () => {
  test('reads at the right-most token that is no padding, as transformers finds it', () => {
    const ids = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(ids, fc.option(fc.integer({ min: 0, max: 3 })), (tokens, padId) => {
        const kept = trimPadding(Int32Array.from(tokens), padId);
        const found = tokens.findLastIndex((token) => token !== padId);
        // argmax over positions times mask: where every token is padding, position 0.
        expect(kept.length - 1).toBe(Math.max(0, found));
        expect([...kept]).toEqual(tokens.slice(0, kept.length));
      }),
    );
  });

  test('counts what is not read: a pad token that every text ends with', () => {
    const padded = preparerOf('qwen', { ...decoder, padId: newlineId() });
    const [plain] = qwen.prepare([request('a', 'Hi', 'Hello')]);
    const [group] = padded.prepare([request('a', 'Hi', 'Hello')]);
    const [text] = group?.texts ?? [];
    expect(text?.trimmed).toBe(1);
    expect(text && wholeLength(text)).toBe(plain?.texts[0]?.ids.length);
    expect([...(text?.ids ?? [])]).toEqual([...(plain?.texts[0]?.ids ?? [])].slice(0, -1));
  });
});

function newlineId(): number {
  const [group] = qwen.prepare([request('a', 'Hi', 'Hello')]);
  return group?.texts[0]?.ids.at(-1) ?? -1;
}

describe('the common prefix', () => {
  const lists = fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 8 }), { maxLength: 5 });

  test('is as long as all agree, and leaves every text a token', () => {
    fc.assert(
      fc.property(lists, (texts) => {
        const shared = commonPrefix(texts.map((ids) => Int32Array.from(ids)));
        const shortest = Math.min(...texts.map(({ length }) => length));
        const agree = (at: number) => texts.every((ids) => ids[at] === texts[0]?.[at]);
        expect(shared).toBeGreaterThanOrEqual(0);
        expect(texts.length >= 2 || shared === 0).toBe(true);
        for (let at = 0; at < shared; at += 1) expect(agree(at)).toBe(true);
        if (shortest > 0) expect(shared).toBeLessThan(shortest);
        if (texts.length >= 2 && shared < shortest - 1) expect(agree(shared)).toBe(false);
      }),
    );
  });
});
