import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delimited } from '../../../src/curation/machine/delimited';
import { estimateTokens } from '../../../src/curation/machine/estimateTokens';
import { nonceFor } from '../../../src/curation/machine/nonceFor';
import { readMachineObject } from '../../../src/curation/machine/readMachineObject';
import { repeatedField } from '../../../src/curation/machine/repeatedField';

const read = (text: string | null, finish: string | null = 'stop', refusal: string | null = null) =>
  readMachineObject({ text, finish, refusal });
const whyOf = (...given: Parameters<typeof read>) => {
  const found = read(...given);
  return found.kind === 'abstention' ? found.why : found.kind;
};

describe('a machine says nothing where its answer', () => {
  test.each<[string, Parameters<typeof read>, string]>([
    ['was cut off, even if it is whole JSON', ['{"winner":"1"}', 'length'], 'cut_off'],
    ['has no finish reason', ['{"winner":"1"}', null], 'cut_off'],
    ['is empty', [' ', 'stop'], 'empty'],
    ['is missing', [null, 'stop'], 'empty'],
    ['is reasoning only', ['<think>1 it is</think>', 'stop'], 'empty'],
    ['is a refusal', ['{"winner":"1"}', 'stop', 'I cannot judge this.'], 'refused'],
    ['was stopped by a filter', ['', 'content_filter'], 'refused'],
    ['is prose', ['Candidate 1 is better.'], 'prose'],
    ['holds an object inside prose', ['Sure! {"winner":"1"}'], 'prose'],
    ['is two objects', ['{"winner":"1"}{"winner":"2"}'], 'prose'],
    ['is JSON broken off', ['{"winner":"1"'], 'prose'],
    ['is a list', ['["1"]'], 'wrong_shape'],
    ['opens a fence and does not close it', ['```json\n{"winner":"1"}'], 'prose'],
    ['has prose behind its fence', ['```\n{"winner":"1"}\n``` It wins.'], 'prose'],
    ['says a field twice', ['{"winner":"1","winner":"2"}'], 'repeated_field'],
    ['says a field twice in other letters', [String.raw`{"winner":"1","w\u0069nner":"2"}`], 'repeated_field'],
  ])('%s', (_, given, why) => {
    expect(whyOf(...given)).toBe(why);
  });
});

test('an object alone is read, also in one fence and after reasoning that is marked as such', () => {
  for (const text of ['{"a":1}', '```json\n{"a":1}\n```', '<think>{"a":2}</think>\n {"a":1} '])
    expect(read(text)).toEqual({ kind: 'object', fields: { a: 1 } });
});

test('a field is only repeated at the outermost level, whatever texts and objects hold', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), fc.boolean(), (object, pretty) => {
      expect(repeatedField(JSON.stringify(object, null, pretty ? 2 : 0))).toBeNull();
    }),
  );
  expect(repeatedField('{"a":{"b":1,"b":2},"c":"\\"a\\":"}')).toBeNull();
  expect(repeatedField('{"a":[{"b":1}], "b" :2, "a":3}')).toBe('a');
});

test('a nonce stands in none of the texts, is the same again, and changes with seed and text', () => {
  const texts = ['one', 'two'];
  const nonce = nonceFor('seed', texts);
  expect(nonce).toMatch(/^[0-9a-f]{16}$/);
  expect(nonceFor('seed', texts)).toBe(nonce);
  expect(nonceFor('other', texts)).not.toBe(nonce);
  expect(nonceFor('seed', ['one', 'three'])).not.toBe(nonce);
  // Whoever copies a nonce into a response has made another text, with another nonce.
  expect(nonceFor('seed', ['one', delimited(nonce, 'candidate 1', 'two')])).not.toBe(nonce);
});

test('a token is four characters of Latin text or one of Chinese', () => {
  expect([estimateTokens(''), estimateTokens('four'), estimateTokens('fives'), estimateTokens('苹果')]).toEqual([
    0, 1, 2, 2,
  ]);
});
