import { encodeMessage, type Message } from './encodeMessage';
import { attributeTypes, externalLocation, tensorTypes, type TensorType } from './onnxSchema';

/** Name of a value in the graph: an input, a weight or a node's output. An omitted optional input is ''. */
export type Value = string;
export type Attributes = Record<string, { float: number } | { int: number } | { ints: readonly number[] }>;

/** Where a weight lies in the file of weights, in bytes. */
export interface WeightPlace {
  offset: number;
  bytes: number;
}

/** The name under which the model refers to the file of its weights. */
export const weightsPath = 'weights';

/** Collects the nodes of one ONNX graph and writes them. Weights lie outside, in the file that the runtime is given as `weightsPath`. */
export class GraphBuilder {
  private readonly nodes: Message[] = [];
  private readonly initializers: Message[] = [];
  private readonly inputs: Message[] = [];
  private readonly outputs: Message[] = [];
  private readonly constants = new Set<Value>();

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
    this.addNode('', [name], operator, inputs, attributes);
    return name;
  }

  /** A standard operator with several outputs. */
  multiNode(outputs: readonly Value[], operator: string, inputs: readonly Value[], attributes: Attributes = {}): void {
    this.addNode('', outputs, operator, inputs, attributes);
  }

  /** A node of onnxruntime's own (com.microsoft) operators. */
  fusedNode(name: Value, operator: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    this.addNode('com.microsoft', [name], operator, inputs, attributes);
    return name;
  }

  /** One of onnxruntime's operators with several outputs; '' is one that nobody reads. */
  fusedNodes(outputs: readonly Value[], operator: string, inputs: readonly Value[], attributes: Attributes = {}): void {
    this.addNode('com.microsoft', outputs, operator, inputs, attributes);
  }

  /** A small constant list inside the model. Asked for again, it is the same one. */
  integers(name: Value, values: readonly number[]): Value {
    const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.constant({ dims: [values.length], dataType: tensorTypes.int64, name, rawData });
  }

  /** A weight in the file of weights. Asked for again, it is the same one. */
  weight(name: Value, type: TensorType, dims: readonly number[], place: WeightPlace): Value {
    const entries = { location: weightsPath, offset: place.offset, length: place.bytes };
    const externalData = Object.entries(entries).map(([key, value]) => ({ key, value: String(value) }));
    return this.constant({ dims, dataType: tensorTypes[type], name, externalData, dataLocation: externalLocation });
  }

  /** The ONNX model without its weights. */
  build(): Uint8Array {
    return encodeMessage('Model', {
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
    });
  }

  private constant(message: Message & { name: Value }): Value {
    if (!this.constants.has(message.name)) this.initializers.push(message);
    this.constants.add(message.name);
    return message.name;
  }

  private addNode(
    domain: string,
    outputs: readonly Value[],
    operator: string,
    inputs: readonly Value[],
    attributes: Attributes,
  ): void {
    this.nodes.push({
      inputs,
      outputs,
      name: outputs[0],
      operator,
      attributes: Object.entries(attributes).map(attributeMessage),
      domain,
    });
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
