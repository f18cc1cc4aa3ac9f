import type { TensorType } from '../onnx/onnxSchema';
import type { WeightPlace } from '../onnx/GraphBuilder';

/** One tensor of a graph in the file of weights. */
export interface StoredTensor extends WeightPlace {
  type: TensorType;
  dims: readonly number[];
}

/** All tensors of a graph by name. A quantised matrix NAME has its scales under `NAME.scales`. */
export type WeightTable = ReadonlyMap<string, StoredTensor>;

/** Bits of a quantised matrix after its block's bytes; null where the tensor is no quantised matrix. */
export function quantisedBits(tensor: StoredTensor): 4 | 8 | null {
  if (tensor.type !== 'uint8') return null;
  return tensor.dims[2] === 16 ? 4 : 8;
}

/** The name of the scales of a quantised matrix. */
export function scalesOf(name: string): string {
  return `${name}.scales`;
}
