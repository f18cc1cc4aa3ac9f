import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CheckpointError } from '../../../src/engine/checkpoint/CheckpointError';
import { MemorySource } from '../../../src/engine/checkpoint/MemorySource';
import { openWeights } from '../../../src/engine/checkpoint/openWeights';
import { elementBytes, readSafetensorsHeader } from '../../../src/engine/checkpoint/safetensors';
import { floatTensor, writeSafetensors, type MadeTensor } from '../support/writeSafetensors';

const file = 'model.safetensors';
const sourceOf = (bytes: Uint8Array) => new MemorySource('made', new Map([[file, bytes]]));
const refusal = async (bytes: Uint8Array) => {
  const error: unknown = await readSafetensorsHeader(sourceOf(bytes), file).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CheckpointError);
  return (error as CheckpointError).message;
};

const anyTensor: fc.Arbitrary<MadeTensor> = fc
  .record({
    dtype: fc.constantFrom('F32' as const, 'F16' as const, 'BF16' as const),
    shape: fc.array(fc.nat(4), { maxLength: 3 }),
    seed: fc.nat(255),
  })
  .map(({ dtype, shape, seed }) => {
    const count = shape.reduce((product, size) => product * size, elementBytes[dtype]);
    return { dtype, shape, bytes: Uint8Array.from({ length: count }, (_, index) => (index * 31 + seed) % 256) };
  });
const anyTensors = fc.dictionary(fc.string({ minLength: 1 }), anyTensor, { maxKeys: 6 });
const two = { first: floatTensor([2], [1, 2]), second: floatTensor([1], [3]) };

type Header = Record<string, { dtype: string; shape: unknown; data_offsets: unknown }>;
const spoiled = (change: (header: Header) => unknown) =>
  writeSafetensors(two, (header) => {
    change(header as Header);
    return header;
  });

describe('a safetensors header', () => {
  test('gives back every tensor that was written, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(anyTensors, async (tensors) => {
        const bytes = writeSafetensors(tensors);
        const places = await readSafetensorsHeader(sourceOf(bytes), file);
        expect(places.size).toBe(Object.keys(tensors).length);
        for (const [name, tensor] of Object.entries(tensors)) {
          const place = places.get(name);
          expect(place).toMatchObject({ type: tensor.dtype, shape: tensor.shape });
          expect(bytes.subarray(place?.start, place?.end)).toEqual(tensor.bytes);
        }
      }),
    );
  });

  test('is refused with the name of the file wherever the file is cut', async () => {
    const whole = writeSafetensors(two);
    for (let length = 0; length < whole.length; length += 1) {
      expect(await refusal(whole.subarray(0, length))).toContain(file);
    }
  });

  test('never crashes on bytes that are no header', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
        const outcome: unknown = await readSafetensorsHeader(sourceOf(bytes), file).catch((error: unknown) => error);
        expect(outcome instanceof Map || outcome instanceof CheckpointError).toBe(true);
      }),
    );
  });

  test.each<[string, (header: Header) => void]>([
    ['overlaps', (header) => Object.assign(header['second'] ?? {}, { data_offsets: [4, 8] })],
    ['truncated', (header) => Object.assign(header['second'] ?? {}, { data_offsets: [8, 16], shape: [2] })],
    ['must be F32, F16 or BF16', (header) => Object.assign(header['second'] ?? {}, { dtype: 'I32' })],
    ['must have 8 bytes, and has 4', (header) => Object.assign(header['second'] ?? {}, { shape: [2] })],
    ['shape of non-negative', (header) => Object.assign(header['second'] ?? {}, { shape: [-1] })],
    ['two data_offsets', (header) => Object.assign(header['second'] ?? {}, { data_offsets: [8] })],
    ['before its start', (header) => Object.assign(header['second'] ?? {}, { data_offsets: [12, 8] })],
    ['must have a dtype', (header) => Object.assign(header['second'] ?? {}, { dtype: null })],
  ])('that %s is refused, and the message names the tensor', async (complaint, change) => {
    const message = await refusal(spoiled(change));
    expect(message).toContain(complaint);
    expect(message).toContain('"second"');
  });

  test('of a longer length than any is refused before it is read', async () => {
    const bytes = new Uint8Array(16).fill(255);
    expect(await refusal(bytes)).toContain('announces a header');
  });

  test('leaves out the integer buffers that some exporters write', async () => {
    const buffer = { dtype: 'I64', shape: [1], bytes: new Uint8Array(8) };
    const bytes = writeSafetensors({ ...two, 'bert.embeddings.position_ids': buffer });
    expect([...(await readSafetensorsHeader(sourceOf(bytes), file)).keys()]).toEqual(['first', 'second']);
  });
});

describe('weights in shards', () => {
  const shard = (name: string, tensor: MadeTensor) => writeSafetensors({ [name]: tensor });
  const files = (map: Record<string, unknown>) =>
    new MemorySource(
      'made',
      new Map([
        ['model.safetensors.index.json', new TextEncoder().encode(JSON.stringify({ weight_map: map }))],
        ['a.safetensors', shard('first', two.first)],
        ['b.safetensors', shard('second', two.second)],
      ]),
    );

  test('are found through the index', async () => {
    const weights = await openWeights(files({ first: 'a.safetensors', second: 'b.safetensors' }));
    expect(await weights.read('first')).toEqual(Float32Array.of(1, 2));
    expect(await weights.read('second')).toEqual(Float32Array.of(3));
  });

  test.each([
    ['a tensor that the shard lacks', { first: 'b.safetensors' }, /b\.safetensors: tensor "first" is missing/],
    [
      'a file outside of the folder',
      { first: '../a.safetensors' },
      /must lie in a \.safetensors file of the same folder/,
    ],
    ['a shard that is not there', { first: 'c.safetensors' }, /^c\.safetensors/],
  ])('are refused where the index names %s', async (_, map, complaint) => {
    await expect(openWeights(files(map))).rejects.toThrow(complaint);
  });
});
