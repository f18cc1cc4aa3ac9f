/**
 * The part of onnx.proto3 that graphs here use: message, field, number and wire kind. The numbers are the published
 * format's (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3).
 */
export type FieldKind = 'int64' | 'int32' | 'float' | 'string' | 'bytes' | MessageName;

export interface Field {
  number: number;
  kind: FieldKind;
  repeated?: true;
}

export type MessageName =
  | 'Model'
  | 'OperatorSet'
  | 'Graph'
  | 'Node'
  | 'Attribute'
  | 'Tensor'
  | 'StringEntry'
  | 'ValueInfo'
  | 'Type'
  | 'TensorType'
  | 'Shape'
  | 'Dimension';

export const onnxSchema: Record<MessageName, Record<string, Field>> = {
  Model: {
    irVersion: { number: 1, kind: 'int64' },
    producerName: { number: 2, kind: 'string' },
    graph: { number: 7, kind: 'Graph' },
    operatorSets: { number: 8, kind: 'OperatorSet', repeated: true },
  },
  OperatorSet: { domain: { number: 1, kind: 'string' }, version: { number: 2, kind: 'int64' } },
  Graph: {
    nodes: { number: 1, kind: 'Node', repeated: true },
    name: { number: 2, kind: 'string' },
    initializers: { number: 5, kind: 'Tensor', repeated: true },
    inputs: { number: 11, kind: 'ValueInfo', repeated: true },
    outputs: { number: 12, kind: 'ValueInfo', repeated: true },
  },
  Node: {
    inputs: { number: 1, kind: 'string', repeated: true },
    outputs: { number: 2, kind: 'string', repeated: true },
    name: { number: 3, kind: 'string' },
    operator: { number: 4, kind: 'string' },
    attributes: { number: 5, kind: 'Attribute', repeated: true },
    domain: { number: 7, kind: 'string' },
  },
  Attribute: {
    name: { number: 1, kind: 'string' },
    float: { number: 2, kind: 'float' },
    int: { number: 3, kind: 'int64' },
    ints: { number: 8, kind: 'int64', repeated: true },
    type: { number: 20, kind: 'int32' },
  },
  Tensor: {
    dims: { number: 1, kind: 'int64', repeated: true },
    dataType: { number: 2, kind: 'int32' },
    name: { number: 8, kind: 'string' },
    rawData: { number: 9, kind: 'bytes' },
    externalData: { number: 13, kind: 'StringEntry', repeated: true },
    dataLocation: { number: 14, kind: 'int32' },
  },
  StringEntry: { key: { number: 1, kind: 'string' }, value: { number: 2, kind: 'string' } },
  ValueInfo: { name: { number: 1, kind: 'string' }, type: { number: 2, kind: 'Type' } },
  Type: { tensorType: { number: 1, kind: 'TensorType' } },
  TensorType: { elementType: { number: 1, kind: 'int32' }, shape: { number: 2, kind: 'Shape' } },
  Shape: { dims: { number: 1, kind: 'Dimension', repeated: true } },
  Dimension: { value: { number: 1, kind: 'int64' }, parameter: { number: 2, kind: 'string' } },
};

/** TensorProto.DataType */
export const tensorTypes = { float32: 1, uint8: 2, int32: 6, int64: 7, float16: 10 } as const;
export type TensorType = keyof typeof tensorTypes;

/** AttributeProto.AttributeType */
export const attributeTypes = { float: 1, int: 2, ints: 7 } as const;

/** TensorProto.DataLocation */
export const externalLocation = 1;
