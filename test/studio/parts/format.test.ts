import { expect, test } from 'vitest';
import { bytes, counted, duration, percent, rate, signed } from '../../../src/studio/parts/format';

test('figures read as people write them', () => {
  expect(bytes(0)).toBe('0 bytes');
  expect(bytes(1000)).toBe('1 KB');
  expect(bytes(28_345_970)).toBe('28 MB');
  expect(bytes(1_540_000)).toBe('1.5 MB');
  expect(counted(1, 'pair')).toBe('1 pair');
  expect(counted(1200, 'pair')).toBe('1,200 pairs');
  expect(duration(0.2)).toBe('1 s');
  expect(duration(3599)).toBe('60 min');
  expect(duration(3660)).toBe('1 h 1 min');
  expect(percent(0.8254)).toBe('82.5 %');
  expect(rate(0.13)).toBe('0.1');
  expect(rate(1234.4)).toBe('1,234');
});

test('a margin has a true minus, zero has no sign, and an unscored one is empty', () => {
  expect(signed(-1.234)).toBe('\u22121.23');
  expect(signed(0.5)).toBe('+0.50');
  expect(signed(-0.001)).toBe('0.00');
  expect(signed(NaN)).toBe('');
});
