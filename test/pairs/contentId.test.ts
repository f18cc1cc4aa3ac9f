import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemId, pairId, responseId } from '../../src/pairs/contentId';
import { idAt, putId } from '../../src/pairs/idBytes';
import type { Message } from '../../src/pairs/Message';
import { parseJson } from '../../src/pairs/parseJson';

const message = fc.record<Message>({
  role: fc.constantFrom('user', 'assistant'),
  content: fc.string({ unit: 'binary' }),
});
const messages = fc.array(message, { minLength: 1, maxLength: 4 });
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

describe('content ids', () => {
  it('a response id is the sha256 of the canonical JSON of prompt and response', () => {
    const prompt: Message[] = [{ role: 'user', content: 'é' }];
    const text = '{"prompt":[{"content":"é","role":"user"}],"response":[{"content":"b","role":"assistant"}]}';
    expect(responseId(prompt, [{ role: 'assistant', content: 'b' }])).toBe(sha256(text));
  });

  it('the ids of a pair and of an item do not change when responses are swapped', () => {
    fc.assert(
      fc.property(messages, messages, messages, (prompt, one, other) => {
        const ids = [responseId(prompt, one), responseId(prompt, other)] as const;
        expect(pairId(prompt, ids[0], ids[1])).toBe(pairId(prompt, ids[1], ids[0]));
        expect(itemId(prompt, [...ids])).toBe(pairId(prompt, ids[1], ids[0]));
      }),
    );
  });

  it('another text, role, thinking or place of the border between prompt and response is another id', () => {
    const [u, a]: Message[] = [
      { role: 'user', content: 'x' },
      { role: 'assistant', content: 'y' },
    ];
    if (u === undefined || a === undefined) throw new Error('unreachable');
    const variants = [
      responseId([u], [a]),
      responseId([u, a], []),
      responseId([u], [{ ...a, content: 'y ' }]),
      responseId([u], [{ ...a, role: 'user' }]),
      responseId([u], [{ ...a, thinking: '' }]),
      responseId([u], [{ ...a, content: '\ud800' }]),
      responseId([u], [{ ...a, content: '\ufffd' }]),
    ];
    expect(new Set(variants).size).toBe(variants.length);
  });

  it('whatever else an object carries is no part of its id', () => {
    const odd = { role: 'user', content: 'x', weight: 1 } as Message;
    expect(responseId([odd], [])).toBe(responseId([{ role: 'user', content: 'x' }], []));
  });

  it('a column of ids gives back what was put', () => {
    const ids = new Uint8Array(64);
    putId(ids, 1, sha256('a'));
    expect(idAt(ids, 1)).toBe(sha256('a'));
    expect(idAt(ids, 0)).toBe('0'.repeat(64));
  });
});

describe('parseJson', () => {
  it('gives whole numbers that a double cannot hold as text, wherever they stand', () => {
    const text =
      '{"id":12345678901234567890,"n":[-9007199254740993,9007199254740991,1e999],"s":"1234567890123456789 \\" 9"}';
    expect(parseJson(text)).toEqual({
      id: '12345678901234567890',
      n: ['-9007199254740993', 9007199254740991, '1e999'],
      s: '1234567890123456789 " 9',
    });
  });

  it('passes a text of 4 million escapes beside a large number', () => {
    const text = 'a"'.repeat(1_000_000);
    expect(parseJson(JSON.stringify([text]).replace(']', ',12345678901234567890]'))).toEqual([
      text,
      '12345678901234567890',
    ]);
  });

  it('does not turn broken JSON into valid JSON', () => {
    expect(() => parseJson('{12345678901234567890:1}')).toThrow(/not valid JSON/);
  });

  it('refuses what is nested more than 64 deep, however deep it is', () => {
    expect(() => parseJson('['.repeat(65) + ']'.repeat(65))).toThrow(/nested more than 64 deep/);
    expect(() => parseJson('['.repeat(200_000) + ']'.repeat(200_000))).toThrow(SyntaxError);
    expect(parseJson('['.repeat(64) + ']'.repeat(64))).toBeInstanceOf(Array);
  });
});
