import type { GraphBuilder, Value } from '../onnx/GraphBuilder';
import type { StoredTensor, WeightTable } from './WeightTable';

/** What a graph wants of a checkpoint: which tensors, and how their numbers are laid out. */
export interface WeightRequest {
  name: string;
  /** Tensors of the checkpoint that are read, none for a computed one. */
  sources: readonly string[];
  /** A linear layer's matrix may be quantised; anything else stays 32-bit floats. */
  kind: 'numbers' | 'matrix';
  dims: readonly number[];
  /** Lays the tensors' numbers out, row-major after `dims`. */
  arrange(tensors: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer>;
}

/**
 * The weights that a graph asks for. Without a table it only notes the requests, so that the code that builds a graph is
 * also the list of what must be converted; with one, every weight stands in the graph at its place.
 */
export class GraphWeights {
  readonly requests = new Map<string, WeightRequest>();

  /** @param shapes of all tensors of the checkpoint */
  constructor(
    private readonly graph: GraphBuilder,
    private readonly shapes: ReadonlyMap<string, readonly number[]>,
    private readonly table: WeightTable | null,
  ) {}

  /** The tensor as it is. */
  numbers(name: string): Value {
    return this.add({ name, sources: [name], kind: 'numbers', dims: this.shape(name), arrange: first });
  }

  /** A linear layer's `[outputs, inputs]` as `[inputs, outputs]`, the order of MatMul. */
  transposed(name: string): Value {
    const [rows = 0, columns = 0] = this.shape(name);
    const arrange: WeightRequest['arrange'] = (tensors) => transpose(first(tensors), rows, columns);
    return this.add({ name, sources: [name], kind: 'numbers', dims: [columns, rows], arrange });
  }

  /** Several vectors as one. */
  concatenated(name: Value, parts: readonly string[]): Value {
    const length = parts.reduce((sum, part) => sum + (this.shape(part)[0] ?? 0), 0);
    return this.add({ name, sources: parts, kind: 'numbers', dims: [length], arrange: joined });
  }

  /** Numbers that follow from the configuration. */
  computed(name: Value, dims: readonly number[], compute: () => Float32Array<ArrayBuffer>): Value {
    return this.add({ name, sources: [], kind: 'numbers', dims, arrange: compute });
  }

  /** A linear layer's matrix `[outputs, inputs]` in the form that the precision gave it; null while requests are noted. */
  matrix(name: string): StoredTensor | null {
    this.add({ name, sources: [name], kind: 'matrix', dims: this.shape(name), arrange: first });
    return this.table?.get(name) ?? null;
  }

  /** A part of a stored matrix, by the name in the table. */
  stored(name: string): Value {
    const tensor = this.table?.get(name);
    if (!tensor) throw new TypeError(`The stored graph has no tensor "${name}".`);
    return this.graph.weight(name, tensor.type, tensor.dims, tensor);
  }

  shape(name: string): readonly number[] {
    const shape = this.shapes.get(name);
    if (!shape)
      throw new TypeError(`The graph needs the tensor "${name}", which the plan of its architecture does not name.`);
    return shape;
  }

  private add(request: WeightRequest): Value {
    this.requests.set(request.name, request);
    return this.table && request.kind === 'numbers' ? this.stored(request.name) : request.name;
  }
}

function first(tensors: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> {
  return tensors[0] ?? new Float32Array();
}

function joined(tensors: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(tensors.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const tensor of tensors) {
    whole.set(tensor, offset);
    offset += tensor.length;
  }
  return whole;
}

/** By tiles, so that both sides stay in the processor's cache. */
export function transpose(source: Float32Array, rows: number, columns: number): Float32Array<ArrayBuffer> {
  const target = new Float32Array(source.length);
  const tile = 32;
  for (let top = 0; top < rows; top += tile) {
    for (let left = 0; left < columns; left += tile) {
      const bottom = Math.min(rows, top + tile);
      const right = Math.min(columns, left + tile);
      for (let row = top; row < bottom; row += 1)
        for (let column = left; column < right; column += 1)
          target[column * rows + row] = source[row * columns + column] as number;
    }
  }
  return target;
}
