import { encodeMessage, type Message } from './encodeMessage';
import { attributeTypes, externalLocation, tensorTypes, type TensorType } from './onnxSchema';

/** Name of a value in the graph: an input, a weight or a node's output. An omitted optional input is ''. */
export type Value = string;
export type Attributes = Record<string, { float: number } | { int: number } | { ints: readonly number[] }>;

export interface BuiltGraph {
  /** The ONNX model without its weights. */
  model: Uint8Array;
  /** All weights, at the offsets that the model names; to be given to the runtime as `weightsPath`. */
  weights: Uint8Array<ArrayBuffer>;
}

/** The name under which the model refers to its external data. */
export const weightsPath = 'weights';

/** Runtimes map external data by pages. */
const alignment = 4096;

interface PlannedWeight {
  offset: number;
  bytes: number;
  fill: (target: Float32Array<ArrayBuffer>) => Promise<void>;
}

/** Collects nodes and weights of one ONNX graph and writes them. Weights are read only in `build`, straight to their place. */
export class GraphBuilder {
  private readonly nodes: Message[] = [];
  private readonly initializers: Message[] = [];
  private readonly inputs: Message[] = [];
  private readonly outputs: Message[] = [];
  private readonly weights: PlannedWeight[] = [];
  private weightBytes = 0;

  constructor(private readonly name: string) {}

  /** A dimension is a number, or a name where it may differ from run to run. */
  input(name: Value, type: TensorType, shape: readonly (number | string)[]): Value {
    this.inputs.push(valueInfo(name, type, shape));
    return name;
  }

  output(name: Value, type: TensorType, shape: readonly (number | string)[]): void {
    this.outputs.push(valueInfo(name, type, shape));
  }

  /** A node of the standard operators. Its output's name is `name`. */
  node(name: Value, operator: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    return this.addNode('', name, operator, inputs, attributes);
  }

  /** A node of onnxruntime's own (com.microsoft) operators. */
  fusedNode(name: Value, operator: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    return this.addNode('com.microsoft', name, operator, inputs, attributes);
  }

  /** A small constant inside the model. */
  integers(name: Value, values: readonly number[]): Value {
    const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.initializers.push({ dims: [values.length], dataType: tensorTypes.int64, name, rawData });
    return name;
  }

  /** A weight of 32-bit floats; `fill` writes its numbers when the graph is built. */
  weight(name: Value, dims: readonly number[], fill: PlannedWeight['fill']): Value {
    const bytes = 4 * dims.reduce((product, count) => product * count, 1);
    const offset = this.weightBytes;
    const externalData = Object.entries({ location: weightsPath, offset, length: bytes }).map(([key, value]) => ({
      key,
      value: String(value),
    }));
    this.initializers.push({ dims, dataType: tensorTypes.float32, name, externalData, dataLocation: externalLocation });
    this.weights.push({ offset, bytes, fill });
    this.weightBytes = Math.ceil((offset + bytes) / alignment) * alignment;
    return name;
  }

  async build(): Promise<BuiltGraph> {
    const weights = new Uint8Array(this.weightBytes);
    for (const { offset, bytes, fill } of this.weights) await fill(new Float32Array(weights.buffer, offset, bytes / 4));
    return { model: encodeMessage('Model', this.modelMessage()), weights };
  }

  private addNode(
    domain: string,
    name: Value,
    operator: string,
    inputs: readonly Value[],
    attributes: Attributes,
  ): Value {
    this.nodes.push({
      inputs,
      outputs: [name],
      name,
      operator,
      attributes: Object.entries(attributes).map(attributeMessage),
      domain,
    });
    return name;
  }

  private modelMessage(): Message {
    return {
      irVersion: 10,
      producerName: 'assay',
      graph: {
        nodes: this.nodes,
        name: this.name,
        initializers: this.initializers,
        inputs: this.inputs,
        outputs: this.outputs,
      },
      operatorSets: [
        { domain: '', version: 21 },
        { domain: 'com.microsoft', version: 1 },
      ],
    };
  }
}

function attributeMessage([name, value]: [string, Attributes[string]]): Message {
  const type = 'float' in value ? attributeTypes.float : 'int' in value ? attributeTypes.int : attributeTypes.ints;
  return { name, ...value, type };
}

function valueInfo(name: Value, type: TensorType, shape: readonly (number | string)[]): Message {
  const dims = shape.map((dim) => (typeof dim === 'number' ? { value: dim } : { parameter: dim }));
  return { name, type: { tensorType: { elementType: tensorTypes[type], shape: { dims } } } };
}
