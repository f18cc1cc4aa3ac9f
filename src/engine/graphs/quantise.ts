import { fromFloat16, toFloat16 } from './toFloat16';

/** Weights that share one scale, side by side along the inputs: the block size of MatMulNBits that every backend takes. */
export const blockSize = 32;

/** A matrix in the layout of onnxruntime's MatMulNBits, without zero points: a value is (q - 2^(bits-1)) x scale. */
export interface QuantisedMatrix {
  /** `[rows, blocks, blockSize x bits / 8]`; at 4 bits the lower half of a byte comes first. */
  values: Uint8Array<ArrayBuffer>;
  /** f16 bits, `[rows, blocks]`. */
  scales: Uint16Array<ArrayBuffer>;
}

/**
 * Symmetric quantisation by blocks of 32 along the inputs; the last block of a row is filled up with zeros. Scales are
 * rounded to f16 first, so that the quantised values fit the scale that is stored.
 *
 * 4 bits: scale = (the value of largest magnitude, with its sign) / -8, as onnxruntime's own quantiser does, so that this
 * value is met exactly; 8 bits: scale = largest magnitude / 127.
 * @param matrix `[rows, columns]`, row-major
 */
export function quantise(matrix: Float32Array, rows: number, columns: number, bits: 4 | 8): QuantisedMatrix {
  const blocks = Math.ceil(columns / blockSize);
  const bytes = (blockSize * bits) / 8;
  const values = new Uint8Array(rows * blocks * bytes);
  const scales = new Uint16Array(rows * blocks);
  const words = new Int32Array(matrix.buffer, matrix.byteOffset, matrix.length);
  const encode = bits === 4 ? encodeNibbles : encodeBytes;
  for (let row = 0; row < rows; row += 1) {
    for (let block = 0; block < blocks; block += 1) {
      const start = row * columns + block * blockSize;
      const end = Math.min(start + blockSize, (row + 1) * columns);
      const at = row * blocks + block;
      const peak = matrix[placeOfPeak(words, start, end)] as number;
      const half = toFloat16(bits === 4 ? peak / -8 : Math.abs(peak) / 127);
      scales[at] = half;
      encode(matrix, start, end, fromFloat16(half), values, at * bytes);
    }
  }
  return { values, scales };
}

/**
 * Where the first value of largest magnitude is. Without their sign the bits of floats are ordered as the numbers are, and
 * whole numbers are compared twice as fast.
 */
function placeOfPeak(words: Int32Array, start: number, end: number): number {
  let most = 0;
  let place = start;
  for (let index = start; index < end; index += 1) {
    const size = (words[index] as number) & 0x7fffffff;
    if (size > most) {
      most = size;
      place = index;
    }
  }
  return place;
}

function encodeNibbles(m: Float32Array, start: number, end: number, scale: number, out: Uint8Array, at: number): void {
  if (scale === 0) return void out.fill(0x88, at, at + blockSize / 2);
  const pairs = (end - start) >> 1;
  for (let pair = 0; pair < pairs; pair += 1) {
    const index = start + pair * 2;
    const low = level((m[index] as number) / scale, 8, 15);
    const high = level((m[index + 1] as number) / scale, 8, 15);
    out[at + pair] = low | (high << 4);
  }
  // The last block of a row may end within a byte, and before its last one.
  if (pairs < blockSize / 2) out.fill(0x88, at + pairs, at + blockSize / 2);
  if ((end - start) % 2 === 1) out[at + pairs] = level((m[end - 1] as number) / scale, 8, 15) | 0x80;
}

function encodeBytes(m: Float32Array, start: number, end: number, scale: number, out: Uint8Array, at: number): void {
  for (let offset = 0; offset < blockSize; offset += 1) {
    const index = start + offset;
    out[at + offset] = index < end && scale !== 0 ? level((m[index] as number) / scale, 128, 255) : 128;
  }
}

/**
 * Nearest level, halves upwards, around the middle one. Cutting off is rounding down where the sum is not negative, and
 * what is cut off below zero is the lowest level anyway. A quotient of an f32 by an f16 is a half exactly, or too far from one
 * for the sum's own rounding to matter.
 */
function level(steps: number, middle: number, most: number): number {
  const nearest = (steps + (middle + 0.5)) | 0;
  return nearest < 0 ? 0 : nearest > most ? most : nearest;
}
