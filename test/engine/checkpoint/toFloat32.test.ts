import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toFloat32 } from '../../../src/engine/checkpoint/toFloat32';

const halves = (...values: number[]) => new Uint8Array(Uint16Array.from(values).buffer);

test('f16 reads its smallest, largest and special values exactly', () => {
  const values = toFloat32(halves(0x0001, 0x03ff, 0x0400, 0x3c00, 0x7bff, 0xc000, 0x7c00, 0xfc00), 'F16');
  expect([...values]).toEqual([2 ** -24, 1023 * 2 ** -24, 2 ** -14, 1, 65504, -2, Infinity, -Infinity]);
  expect(toFloat32(halves(0x7e00), 'F16')[0]).toBeNaN();
  expect(toFloat32(halves(0x8000), 'F16')[0]).toBe(-0);
});

test('bf16 is the upper half of an f32', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true }), (value) => {
      const bits = new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
      const read = toFloat32(halves(bits >>> 16), 'BF16')[0] ?? 0;
      expect(new Uint32Array(Float32Array.of(read).buffer)[0]).toBe(((bits >>> 16) << 16) >>> 0);
    }),
  );
});

test('f32 comes back as it was, from any place in a buffer', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true }), fc.nat(7), (values, shift) => {
      const bytes = new Uint8Array(values.byteLength + shift);
      bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), shift);
      expect(toFloat32(bytes.subarray(shift), 'F32')).toEqual(values);
    }),
  );
});
