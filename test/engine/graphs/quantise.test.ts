import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockSize, quantise } from '../../../src/engine/graphs/quantise';
import { fromFloat16, largestFloat16, toFloat16 } from '../../../src/engine/graphs/toFloat16';

/** The numbers that a quantised matrix stands for, after the layout that onnxruntime documents. */
function dequantised(matrix: Float32Array, rows: number, columns: number, bits: 4 | 8): Float32Array {
  const { values, scales } = quantise(matrix, rows, columns, bits);
  const blocks = Math.ceil(columns / blockSize);
  return Float32Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    const scale = fromFloat16(scales[row * blocks + Math.floor(column / blockSize)] ?? 0);
    if (bits === 8) return ((values[row * blocks * blockSize + column] ?? 0) - 128) * scale;
    const byte = values[(row * blocks * blockSize + column) >> 1] ?? 0;
    return ((column % 2 === 0 ? byte & 15 : byte >> 4) - 8) * scale;
  });
}

const matrices = fc
  .record({ rows: fc.integer({ min: 1, max: 4 }), columns: fc.integer({ min: 1, max: 100 }), seed: fc.integer() })
  .map(({ rows, columns, seed }) => ({
    rows,
    columns,
    matrix: Float32Array.from({ length: rows * columns }, (_, index) => Math.sin(index * 7.7 + seed) * 3 ** (seed % 5)),
  }));

describe.each([4, 8] as const)('a matrix at %d bits', (bits) => {
  test('is off by at most half a step, at the far end of the scale by one', () => {
    fc.assert(
      fc.property(matrices, ({ matrix, rows, columns }) => {
        const back = dequantised(matrix, rows, columns, bits);
        for (let row = 0; row < rows; row += 1) {
          for (let start = 0; start < columns; start += blockSize) {
            const at = row * columns + start;
            const block = matrix.slice(at, Math.min(at + blockSize, (row + 1) * columns));
            const largest = Math.max(...block.map(Math.abs));
            // The stored scale is off by up to 2^-11 of itself, and the furthest level is seven of them (127 at 8 bits) away.
            const step = bits === 4 ? (largest / 8) * (1 + 7 / 2048) : (largest / 127) * (1 + 127 / 2048);
            block.forEach((value, index) =>
              expect(Math.abs((back[at + index] ?? NaN) - value)).toBeLessThanOrEqual(step + 1e-6),
            );
          }
        }
      }),
    );
  });

  test('stands for itself once it has been quantised', () => {
    fc.assert(
      fc.property(matrices, ({ matrix, rows, columns }) => {
        const once = dequantised(matrix, rows, columns, bits);
        const twice = dequantised(once, rows, columns, bits);
        once.forEach((value, index) => expect(twice[index]).toBeCloseTo(value, 2));
      }),
    );
  });

  test('of zeros stays zeros', () => {
    expect(dequantised(new Float32Array(70), 2, 35, bits).every((value) => value === 0)).toBe(true);
  });
});

test('4 bits meet the value of largest magnitude exactly, whatever its sign', () => {
  for (const peak of [-2, 2]) {
    const matrix = Float32Array.from({ length: 32 }, (_, index) => (index === 9 ? peak : Math.sin(index)));
    expect(dequantised(matrix, 1, 32, 4)[9]).toBe(peak);
  }
});

describe('f16', () => {
  test('keeps all of its own 65,536 values', () => {
    for (let half = 0; half < 65_536; half += 1) {
      const value = fromFloat16(half);
      if (Number.isNaN(value)) expect(Number.isNaN(fromFloat16(toFloat16(value)))).toBe(true);
      else expect(toFloat16(value)).toBe(half);
    }
  });

  test('takes the nearest value, of two equally near ones the even one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x7bfe }), fc.double({ min: 0, max: 1, noNaN: true }), (half, share) => {
        const [low, high] = [fromFloat16(half), fromFloat16(half + 1)];
        const value = Math.fround(low + (high - low) * share);
        const [below, above] = [value - low, high - value];
        const nearest = below < above ? half : above < below ? half + 1 : half + (half % 2);
        expect(toFloat16(value)).toBe(nearest);
        expect(toFloat16(-value)).toBe(nearest | 0x8000);
      }),
      { numRuns: 2000 },
    );
  });

  test('is an infinity beyond its range', () => {
    expect(fromFloat16(toFloat16(largestFloat16))).toBe(largestFloat16);
    expect(fromFloat16(toFloat16(65_520))).toBe(Infinity);
    expect(fromFloat16(toFloat16(-1e30))).toBe(-Infinity);
  });
});
