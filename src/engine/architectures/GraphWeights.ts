import type { TensorPlace } from '../checkpoint/safetensors';
import type { Weights } from '../checkpoint/openWeights';
import type { GraphBuilder, Value } from '../onnx/GraphBuilder';

/** Turns tensors of a checkpoint into weights of a graph, in the layout that its operators want. */
export class GraphWeights {
  constructor(
    private readonly graph: GraphBuilder,
    private readonly weights: Weights,
  ) {}

  /** The tensor as it is. */
  vector(name: string): Value {
    return this.graph.weight(name, this.shape(name), async (target) => target.set(await this.weights.read(name)));
  }

  /** A linear layer's `[outputs, inputs]` as `[inputs, outputs]`, the order of MatMul. */
  transposed(name: string): Value {
    const [rows = 0, columns = 0] = this.shape(name);
    return this.graph.weight(name, [columns, rows], async (target) =>
      transpose(await this.weights.read(name), rows, columns, target),
    );
  }

  /** Several vectors as one. */
  concatenated(name: Value, parts: readonly string[]): Value {
    const length = parts.reduce((sum, part) => sum + (this.shape(part)[0] ?? 0), 0);
    return this.graph.weight(name, [length], async (target) => {
      let offset = 0;
      for (const part of parts) {
        const values = await this.weights.read(part);
        target.set(values, offset);
        offset += values.length;
      }
    });
  }

  shape(name: string): TensorPlace['shape'] {
    const place = this.weights.tensors.get(name);
    if (!place)
      throw new TypeError(`The graph needs the tensor "${name}", which the plan of its architecture does not name.`);
    return place.shape;
  }
}

function transpose(source: Float32Array, rows: number, columns: number, target: Float32Array): void {
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      target[column * rows + row] = source[row * columns + column] ?? 0;
  }
}
