import { expect, test } from 'vitest';
import { TextTest } from '../../../src/pairs/view/TextTest';

function holds(wanted: string, text: string, words = false): boolean {
  return new TextTest(wanted, words).holds([{ role: 'user', content: text }]);
}

test('a text is found in any case, inside of words too', () => {
  expect(holds('ASS', 'An assay.')).toBe(true);
  expect(holds('\u00c4RGER', 'kein \u00c4rger')).toBe(true);
  expect(holds('assay office', 'assay  office')).toBe(false);
});

test('whole words end where letters, digits and marks end, in any script', () => {
  expect(holds('ass', 'An assay.', true)).toBe(false);
  expect(holds('assay', 'An (assay).', true)).toBe(true);
  expect(holds('ssay', 'assay ssay', true)).toBe(true);
  expect(holds('\u0433\u043e\u0434', '\u0433\u043e\u0434\u0430', true)).toBe(false);
  expect(holds('\u0433\u043e\u0434', '2026 \u0433\u043e\u0434.', true)).toBe(true);
  expect(holds('e', 'cafe\u0301', true)).toBe(false);
  expect(holds('b', 'a \u{1d41a}b', true)).toBe(false);
  expect(holds('an assay', 'an assay', true)).toBe(true);
});

test('what a whole search begins or ends with beside letters needs no boundary', () => {
  expect(holds('(x)', 'f(x)g', true)).toBe(true);
  expect(holds('c++', 'in C++ now', true)).toBe(true);
});

test('what a model has thought is searched too', () => {
  const message = { role: 'assistant' as const, content: 'No.', thinking: 'Perhaps.' };
  expect(new TextTest('perhaps', false).holds([message])).toBe(true);
});

test('an empty text is in every message', () => {
  expect(holds('', 'anything')).toBe(true);
});
