import { ort } from '../support/onnxNode';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { encodeMessage } from '../../../src/engine/onnx/encodeMessage';
import { GraphBuilder, weightsPath } from '../../../src/engine/onnx/GraphBuilder';
import { onnxSchema, type Field } from '../../../src/engine/onnx/onnxSchema';

/** The schema as protobufjs' own reflection reads it: another implementation to read back with. */
function reflected(): protobuf.Root {
  const kinds = new Set(['int64', 'int32', 'float', 'string', 'bytes']);
  const fieldText = ([name, { number, kind, repeated }]: [string, Field]) =>
    `${repeated ? 'repeated' : 'optional'} ${kinds.has(kind) ? kind : `.${kind}`} ${name} = ${number};`;
  const messages = Object.entries(onnxSchema).map(
    ([name, fields]) => `message ${name} { ${Object.entries(fields).map(fieldText).join(' ')} }`,
  );
  return protobuf.parse(`syntax = "proto3"; ${messages.join('\n')}`, { keepCase: true }).root;
}

/** The sum's weights are `[1..6]` behind one page of something else. */
function sumGraph(): Uint8Array {
  const graph = new GraphBuilder('sum');
  const input = graph.input('x', 'float32', ['batch', 3]);
  const weight = graph.weight('w', 'float32', [3, 2], { offset: 4096, bytes: 24 });
  graph.weight('w', 'float32', [3, 2], { offset: 4096, bytes: 24 });
  const product = graph.node('product', 'MatMul', [input, weight]);
  graph.node('y', 'LeakyRelu', [product], { alpha: { float: 0.5 } });
  graph.output('y', 'float32', ['batch', 2]);
  return graph.build();
}

function sumWeights(): Uint8Array<ArrayBuffer> {
  const weights = new Uint8Array(4096 + 24);
  weights.set(new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer), 4096);
  return weights;
}

describe('the ONNX writer', () => {
  test('writes what protobufjs reads back', () => {
    const message = reflected().lookupType('Model');
    const read = message.toObject(message.decode(sumGraph()), { longs: Number, defaults: false });
    expect(read).toMatchObject({
      irVersion: 10,
      operatorSets: [{ version: 21 }, { domain: 'com.microsoft', version: 1 }],
      graph: {
        name: 'sum',
        nodes: [
          { inputs: ['x', 'w'], outputs: ['product'], operator: 'MatMul' },
          { operator: 'LeakyRelu', attributes: [{ name: 'alpha', float: 0.5, type: 1 }] },
        ],
        inputs: [
          {
            name: 'x',
            type: { tensorType: { elementType: 1, shape: { dims: [{ parameter: 'batch' }, { value: 3 }] } } },
          },
        ],
        initializers: [
          {
            dims: [3, 2],
            dataLocation: 1,
            externalData: [
              { key: 'location', value: weightsPath },
              { key: 'offset', value: '4096' },
              { key: 'length', value: '24' },
            ],
          },
        ],
      },
    });
  });

  test('writes a graph that onnxruntime runs, its weights beside it', async () => {
    const externalData = [{ path: weightsPath, data: sumWeights() }];
    const session = await ort.InferenceSession.create(sumGraph(), { externalData });
    const { y } = await session.run({ x: new ort.Tensor('float32', [1, 1, 1, -1, 0, 0], [2, 3]) });
    expect(Array.from(y?.data as Float32Array)).toEqual([9, 12, -0.5, -1]);
  });

  test('refuses a field that ONNX has not', () => {
    expect(() => encodeMessage('Node', { operatorr: 'Add' })).toThrow(/Node has no field "operatorr"/);
  });
});
