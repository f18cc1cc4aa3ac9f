import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counterpart } from '../../../src/studio/verify/ScrollTogether';

const anyStops = fc
  .array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 6 })
  .map((stops) => [0, ...stops.sort((one, other) => one - other)]);

test('beginning goes to beginning, end to end, and down never goes up', () => {
  fc.assert(
    fc.property(anyStops, anyStops, (own, others) => {
      const [end, otherEnd] = [own.at(-1) ?? 0, others.at(-1) ?? 0];
      const heights = Array.from({ length: 21 }, (_, at) => counterpart((at / 20) * end, own, others));
      expect([...heights].sort((one, other) => one - other)).toEqual(heights);
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...heights)).toBeLessThanOrEqual(otherEnd + 1e-6);
      if (end > 0 && own.length > 1 && others.length > 1) expect(heights.at(-1)).toBeCloseTo(otherEnd);
    }),
  );
});

test('without turns it is the share of the text, with them the share of the turn', () => {
  expect(counterpart(50, [0, 100], [0, 400])).toBe(200);
  expect(counterpart(20, [0, 20, 100], [0, 300, 400])).toBe(300);
  expect(counterpart(60, [0, 20, 100], [0, 300, 400])).toBe(350);
});

test('a last turn that begins where scrolling ends goes to the end all the same', () => {
  expect(counterpart(4989, [0, 4989, 4989], [0, 0, 1])).toBe(1);
});
