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
  const encode = bits === 4 ? encodeNibbles : encodeBytes;
  for (let row = 0; row < rows; row += 1) {
    for (let block = 0; block < blocks; block += 1) {
      const start = row * columns + block * blockSize;
      const end = Math.min(start + blockSize, (row + 1) * columns);
      const at = row * blocks + block;
      const half = toFloat16(bits === 4 ? signedPeak(matrix, start, end) / -8 : peak(matrix, start, end) / 127);
      scales[at] = half;
      encode(matrix, start, end, fromFloat16(half), values, at * bytes);
    }
  }
  return { values, scales };
}

function peak(matrix: Float32Array, start: number, end: number): number {
  return Math.abs(signedPeak(matrix, start, end));
}

/** The first value of largest magnitude. */
function signedPeak(matrix: Float32Array, start: number, end: number): number {
  let most = 0;
  let signed = 0;
  for (let index = start; index < end; index += 1) {
    const value = matrix[index] as number;
    const size = value < 0 ? -value : value;
    if (size > most) {
      most = size;
      signed = value;
    }
  }
  return signed;
}

function encodeNibbles(m: Float32Array, start: number, end: number, scale: number, out: Uint8Array, at: number): void {
  for (let pair = 0; pair < blockSize / 2; pair += 1) {
    const index = start + pair * 2;
    const low = index < end && scale !== 0 ? level((m[index] as number) / scale, 8, 15) : 8;
    const high = index + 1 < end && scale !== 0 ? level((m[index + 1] as number) / scale, 8, 15) : 8;
    out[at + pair] = low | (high << 4);
  }
}

function encodeBytes(m: Float32Array, start: number, end: number, scale: number, out: Uint8Array, at: number): void {
  for (let offset = 0; offset < blockSize; offset += 1) {
    const index = start + offset;
    out[at + offset] = index < end && scale !== 0 ? level((m[index] as number) / scale, 128, 255) : 128;
  }
}

/** Nearest level, halves upwards, around the middle one. */
function level(steps: number, middle: number, most: number): number {
  const nearest = Math.floor(steps + 0.5) + middle;
  return nearest < 0 ? 0 : nearest > most ? most : nearest;
}
