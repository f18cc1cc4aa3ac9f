import type { WeightType } from './safetensors';

/**
 * The numbers of a row-major little-endian tensor as 32-bit floats: exact for every type, infinities and NaN included.
 * @param bytes any alignment; a multiple of the type's size
 */
export function toFloat32(bytes: Uint8Array, type: WeightType): Float32Array<ArrayBuffer> {
  if (type === 'F32') return new Float32Array(aligned(bytes).buffer);
  const halves = new Uint16Array(aligned(bytes).buffer);
  const table = type === 'F16' ? halfTable() : null;
  return table ? Float32Array.from(halves, (half) => table[half] ?? 0) : fromBrainFloats(halves);
}

/** A copy that starts at 0 of its own buffer, as typed arrays of wider elements need. */
function aligned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** bf16 is the upper half of an f32. */
function fromBrainFloats(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const wide = new Uint32Array(halves.length);
  for (let index = 0; index < halves.length; index += 1) wide[index] = (halves[index] ?? 0) << 16;
  return new Float32Array(wide.buffer);
}

let table: Float32Array | null = null;

/** All 65,536 values of f16: 256 KiB, and the quickest way through millions of weights without `Float16Array`. */
function halfTable(): Float32Array {
  table ??= Float32Array.from({ length: 65_536 }, (_, half) => halfValue(half));
  return table;
}

function halfValue(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
