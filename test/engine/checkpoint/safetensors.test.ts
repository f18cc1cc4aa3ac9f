import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CheckpointError } from '../../../src/engine/checkpoint/CheckpointError';
import type { CheckpointSource } from '../../../src/engine/checkpoint/CheckpointSource';
import { MemorySource } from '../support/MemorySource';
import { openWeights } from '../../../src/engine/checkpoint/openWeights';
import { elementBytes, readSafetensorsHeader, type TensorPlace } from '../../../src/engine/checkpoint/safetensors';
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

  test.each([
    ['negative as a signed number', 2n ** 64n - 1n],
    ['beyond exact numbers', 2n ** 53n + 1n],
    ['longer than the bound, in a file that is longer still', 100_000_001n],
    ['one byte longer than the file', 57n],
  ])('whose length is %s is refused, and no byte of it is asked for', async (_, length) => {
    const asked: number[] = [];
    const source: CheckpointSource = {
      name: 'made',
      has: () => Promise.resolve(true),
      find: () => Promise.reject(new Error('not asked for')),
      size: () => Promise.resolve(length === 57n ? 64 : 2 ** 40),
      range: (_file, start, end) => {
        asked.push(end - start);
        const bytes = new Uint8Array(end - start);
        new DataView(bytes.buffer).setBigUint64(0, length, true);
        return Promise.resolve(bytes);
      },
    };
    await expect(readSafetensorsHeader(source, file)).rejects.toThrow(/announces a header/);
    expect(asked).toEqual([8]);
  });

  test('never crashes otherwise than by a CheckpointError, whatever its JSON says, and gives only bytes of the file', async () => {
    const number = fc.oneof(fc.nat(40), fc.constantFrom(-1, 0.5, 1e300, 2 ** 53, NaN), fc.constantFrom('1', null, {}));
    const numbers = fc.oneof(fc.array(number, { maxLength: 4 }), fc.jsonValue());
    const dtype = fc.oneof(fc.constantFrom('F32', 'BF16', 'F16', 'I64', '__proto__', 'toString'), fc.jsonValue());
    const entry = fc.oneof(fc.jsonValue(), fc.record({ dtype, shape: numbers, data_offsets: numbers }));
    const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '__metadata__', 'a.position_ids'));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, entry), fc.nat(40), async (header, dataBytes) => {
        const json = new TextEncoder().encode(JSON.stringify(header));
        const bytes = new Uint8Array(8 + json.length + dataBytes);
        new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
        bytes.set(json, 8);
        const outcome: unknown = await readSafetensorsHeader(sourceOf(bytes), file).catch((error: unknown) => error);
        if (outcome instanceof CheckpointError) return;
        expect(outcome).toBeInstanceOf(Map);
        for (const place of (outcome as Map<string, TensorPlace>).values()) {
          expect(place.start).toBeGreaterThanOrEqual(8 + json.length);
          expect(place.end).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, (header: Header) => void]>([
    [
      'of shape numbers that multiply beyond all bounds',
      (header) => Object.assign(header['second'] ?? {}, { shape: [2 ** 40, 2 ** 40] }),
    ],
    [
      'of a huge shape without content',
      (header) => Object.assign(header['second'] ?? {}, { shape: Array(400).fill(1e15) }),
    ],
    [
      'that ends far beyond the file',
      (header) => Object.assign(header['second'] ?? {}, { data_offsets: [8, 2 ** 52] }),
    ],
    ['after a gap', (header) => Object.assign(header['second'] ?? {}, { data_offsets: [9, 12] })],
  ])('with a tensor %s is refused by its name', async (_, change) => {
    expect(await refusal(spoiled(change))).toContain('"second"');
  });

  test('with a name of a megabyte is refused in a short message', async () => {
    const long = 'x'.repeat(1_000_000);
    const message = await refusal(writeSafetensors({ [long]: { dtype: 'I8', shape: [1], bytes: new Uint8Array(1) } }));
    expect(message.length).toBeLessThan(500);
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
    [
      'a shard that is not there',
      { first: 'a.safetensors', third: 'c.safetensors' },
      /^c\.safetensors: is missing, though .* places tensor "third" in it/,
    ],
    [
      'fewer tensors than a shard holds',
      { second: 'b.safetensors', first: 'b.safetensors' },
      /b\.safetensors: tensor "first" is missing/,
    ],
    ['no file at all', {}, /must name 1 to 1000 files, and names 0/],
    [
      'more files than any checkpoint has',
      Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`t${at}`, `s${at}.safetensors`])),
      /must name 1 to 1000 files, and names 1001/,
    ],
    ['a hidden file', { first: '.safetensors' }, /must lie in a \.safetensors file/],
    ['a pickle', { first: 'a.bin' }, /must lie in a \.safetensors file/],
  ])('are refused where the index names %s', async (_, map, complaint) => {
    await expect(openWeights(files(map))).rejects.toThrow(complaint);
  });

  const withShards = (map: Record<string, string>, shards: Record<string, Record<string, MadeTensor>>) =>
    new MemorySource(
      'made',
      new Map([
        ['model.safetensors.index.json', new TextEncoder().encode(JSON.stringify({ weight_map: map }))],
        ...Object.entries(shards).map(([name, tensors]) => [name, writeSafetensors(tensors)] as const),
      ]),
    );

  test('are refused where a shard holds a tensor that the index does not place there', async () => {
    const source = withShards({ first: 'a.safetensors' }, { 'a.safetensors': two });
    await expect(openWeights(source)).rejects.toThrow(/a\.safetensors: tensor "second" lies here, though/);
  });

  test('are refused where two shards hold one tensor', async () => {
    const shards = { 'a.safetensors': { first: two.first }, 'b.safetensors': two };
    const source = withShards({ first: 'a.safetensors', second: 'b.safetensors' }, shards);
    await expect(openWeights(source)).rejects.toThrow(/b\.safetensors: tensor "first" lies here, though/);
  });

  test('may list integer buffers, which are left out', async () => {
    const buffer = { dtype: 'I64', shape: [1], bytes: new Uint8Array(8) };
    const map = { first: 'a.safetensors', 'bert.embeddings.position_ids': 'a.safetensors' };
    const source = withShards(map, { 'a.safetensors': { first: two.first, 'bert.embeddings.position_ids': buffer } });
    expect([...(await openWeights(source)).tensors.keys()]).toEqual(['first']);
  });

  test('keep tensors of any name, also those that objects have by themselves', async () => {
    const tensors = Object.fromEntries([
      ['__proto__', two.first],
      ['constructor', two.second],
    ]);
    const map = JSON.parse('{"__proto__":"a.safetensors","constructor":"a.safetensors"}') as Record<string, string>;
    const weights = await openWeights(withShards(map, { 'a.safetensors': tensors }));
    expect([...weights.tensors.keys()].sort()).toEqual(['__proto__', 'constructor']);
  });
});
