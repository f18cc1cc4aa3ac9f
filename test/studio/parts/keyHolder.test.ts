import { expect, test } from 'vitest';
import { clash } from '../../../src/studio/parts/keyHolder';

test('two keys clash where one would never come to its turn', () => {
  expect(clash('b', 'b')).toBe(true);
  expect(clash('g', 'g m')).toBe(true);
  expect(clash('g m', 'g')).toBe(true);
  expect(clash('g m', 'g v')).toBe(false);
  expect(clash('Shift+Backspace', 'Backspace')).toBe(false);
});
