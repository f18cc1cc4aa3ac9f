import { CheckpointError } from '../checkpoint/CheckpointError';
import type { Precision } from '../contract';
import { quantise } from './quantise';
import { transpose, type WeightRequest } from './GraphWeights';
import { largestFloat16, toFloat16 } from './toFloat16';
import { scalesOf, type StoredTensor } from './WeightTable';
import type { TensorType } from '../onnx/onnxSchema';

/** One tensor in the form in which a graph stores it. */
export interface EncodedTensor {
  name: string;
  type: StoredTensor['type'];
  dims: readonly number[];
  bytes: Uint8Array<ArrayBuffer>;
}

export interface EncodedWeight {
  tensors: EncodedTensor[];
  /** Why the weight is kept wider than asked for, in a sentence; null where it is as asked. */
  fallback: string | null;
}

/** The largest scale of each quantised form, as a share of the largest weight. */
const levels = { q4: 8, q8: 127 } as const;

/**
 * Encodes one weight: a matrix after the precision, everything else as 32-bit floats. A matrix whose numbers (or scales)
 * are beyond f16 stays 32-bit floats, and says so.
 * @throws CheckpointError where a number is NaN or infinite: no reward could come of it
 */
export function encodeWeight(
  request: WeightRequest,
  numbers: Float32Array<ArrayBuffer>,
  precision: Precision,
  file: string,
): EncodedWeight {
  const { name, dims, kind } = request;
  const largest = largestMagnitude(numbers);
  if (!Number.isFinite(largest))
    throw new CheckpointError(file, `tensor "${name}" holds NaN or an infinity; the checkpoint is damaged.`);
  if (kind === 'numbers') return { tensors: [plain(name, 'float32', dims, numbers)], fallback: null };
  const [outputs = 0, inputs = 0] = dims;
  const reach = precision === 'f16' ? largest : precision === 'f32' ? 0 : largest / levels[precision];
  if (precision === 'f32' || reach > largestFloat16) {
    const fallback =
      reach > largestFloat16
        ? `Tensor "${name}" has numbers up to ${largest.toPrecision(3)}, beyond f16; it is kept in f32.`
        : null;
    return {
      tensors: [plain(name, 'float32', [inputs, outputs], transpose(numbers, outputs, inputs))],
      fallback,
    };
  }
  if (precision === 'f16')
    return {
      tensors: [plain(name, 'float16', [inputs, outputs], halves(transpose(numbers, outputs, inputs)))],
      fallback: null,
    };
  return { tensors: quantised(name, outputs, inputs, numbers, precision), fallback: null };
}

function quantised(
  name: string,
  outputs: number,
  inputs: number,
  numbers: Float32Array,
  precision: 'q4' | 'q8',
): EncodedTensor[] {
  const bits = precision === 'q4' ? 4 : 8;
  const { values, scales } = quantise(numbers, outputs, inputs, bits);
  const blocks = scales.length / outputs;
  return [
    plain(name, 'uint8', [outputs, blocks, bits * 4], values),
    plain(scalesOf(name), 'float16', [outputs, blocks], scales),
  ];
}

function plain(
  name: string,
  type: TensorType,
  dims: readonly number[],
  { buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>,
): EncodedTensor {
  return { name, type, dims, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}

function halves(numbers: Float32Array): Uint16Array<ArrayBuffer> {
  const out = new Uint16Array(numbers.length);
  for (let index = 0; index < out.length; index += 1) out[index] = toFloat16(numbers[index] as number);
  return out;
}

/** NaN or an infinity where there is one: without their sign, the bits of floats are ordered as the numbers are. */
function largestMagnitude(numbers: Float32Array): number {
  const words = new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  let most = 0;
  for (let index = 0; index < words.length; index += 1) {
    const size = (words[index] as number) & 0x7fffffff;
    if (size > most) most = size;
  }
  return new Float32Array(Int32Array.of(most).buffer)[0] ?? 0;
}
