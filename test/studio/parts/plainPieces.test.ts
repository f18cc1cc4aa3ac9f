import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainPieces, segments } from '../../../src/studio/parts/markdown/plainPieces';

const textOf = fc.array(fc.constantFrom('word ', '\n', '\ud83d\ude00', 'x'.repeat(700), '\u202e', 'a\r\nb', ' '), {
  maxLength: 60,
});

test('pieces join to the whole text again, and none splits a character', () => {
  fc.assert(
    fc.property(textOf, (parts) => {
      const text = parts.join('');
      const pieces = plainPieces(text);
      expect(pieces.join('')).toBe(text);
      for (const piece of pieces) {
        expect(piece.length).toBeGreaterThan(0);
        expect(piece.length).toBeLessThanOrEqual(4_000);
        expect(piece.isWellFormed()).toBe(true);
      }
    }),
  );
});

test('a run of one control character is one mark that counts it', () => {
  expect(segments('a\u202e\u202e\u202eb\u0000')).toEqual([
    { text: 'a', control: false },
    { text: 'RLO \u00d7 3', control: true },
    { text: 'b', control: false },
    { text: '\\x00', control: true },
  ]);
});

test('tabs and line breaks are text', () => {
  expect(segments('a\tb\nc')).toEqual([{ text: 'a\tb\nc', control: false }]);
});
