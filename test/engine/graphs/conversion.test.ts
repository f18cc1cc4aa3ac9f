import { describe, expect, test } from 'vitest';
import { planModel } from '../../../src/engine/architectures/architectures';
import type { CheckpointSource } from '../../../src/engine/checkpoint/CheckpointSource';
import { openWeights } from '../../../src/engine/checkpoint/openWeights';
import { readJsonObject } from '../../../src/engine/checkpoint/readJson';
import type { Precision } from '../../../src/engine/contract';
import { MemoryFolder } from '../../../src/engine/files/MemoryFolder';
import { builderVersion, readManifest } from '../../../src/engine/graphs/GraphManifest';
import { openGraph } from '../../../src/engine/graphs/openGraph';
import { nodeRuntime } from '../../../src/engine/session/nodeRuntime';
import { decoderSource } from '../support/decoderFixtures';
import { ort } from '../support/onnxNode';
import { floatTensor, writeSafetensors } from '../support/writeSafetensors';
import { MemorySource } from '../support/MemorySource';
import { readFileSync } from 'node:fs';

const { graph: options } = nodeRuntime(ort, 'processor', 1);

/** Counts the bytes that are read of a checkpoint. */
function counted(source: CheckpointSource): { source: CheckpointSource; read: () => number } {
  let bytes = 0;
  return {
    read: () => bytes,
    source: {
      name: source.name,
      has: (file) => source.has(file),
      find: (file) => source.find(file),
      size: (file) => source.size(file),
      range(file, start, end) {
        bytes += end - start;
        return source.range(file, start, end);
      },
    },
  };
}

interface Asked {
  precision?: Precision;
  /** Ends the conversion once so many of its bytes are done. */
  stopAt?: number;
}

async function convert(folder: MemoryFolder, source: CheckpointSource, { precision = 'q4', stopAt }: Asked = {}) {
  const { plan } = planModel(readJsonObject('config.json', (await source.find('config.json')) ?? new Uint8Array()));
  const stopping = new AbortController();
  return openGraph(folder, {
    plan,
    precision,
    options,
    weights: () => openWeights(source),
    onProgress: (done) => stopAt !== undefined && done >= stopAt && stopping.abort(),
    signal: stopping.signal,
  });
}

async function contents(folder: MemoryFolder): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const { name } of await folder.list()) {
    const file = await folder.open(name);
    if (file) files[name] = Buffer.from(await file.read(0, file.size)).toString('base64');
  }
  return files;
}

describe('a conversion', () => {
  const name = 'qwen2-4to1-shards';

  test('that is stopped anywhere goes on to the same files, and reads what was done no second time', async () => {
    const whole = new MemoryFolder('whole');
    const all = counted(decoderSource(name));
    await convert(whole, all.source);
    const expected = await contents(whole);
    for (const stopAt of [1, 50_000, 120_000, 200_000]) {
      const folder = new MemoryFolder('stopped');
      await expect(convert(folder, decoderSource(name), { stopAt })).rejects.toMatchObject({ name: 'AbortError' });
      expect(await readManifest(folder)).toBeNull();
      const rest = counted(decoderSource(name));
      await convert(folder, rest.source);
      expect(await contents(folder)).toEqual(expected);
      expect(rest.read()).toBeLessThanOrEqual(all.read() - stopAt);
    }
  });

  test('that two ask for at once is done once', async () => {
    const folder = new MemoryFolder('shared');
    const { source, read } = counted(decoderSource(name));
    await convert(new MemoryFolder('alone'), source);
    const once = read();
    await Promise.all([convert(folder, source), convert(folder, source)]);
    expect(read()).toBeLessThan(once * 2.1);
  });

  test('is not done again where its graph is there', async () => {
    const folder = new MemoryFolder('kept');
    const first = await convert(folder, decoderSource(name));
    const { source, read } = counted(decoderSource(name));
    expect(await convert(folder, source)).toEqual(first);
    expect(read()).toBe(0);
  });

  test('is done again for another builder', async () => {
    const folder = new MemoryFolder('old');
    const manifest = await convert(folder, decoderSource(name));
    const writer = await folder.write('manifest.json', 'empty');
    await writer.write(new TextEncoder().encode(JSON.stringify({ ...manifest, builder: builderVersion + 1 })), 0);
    await writer.close();
    const { source, read } = counted(decoderSource(name));
    await convert(folder, source);
    expect(read()).toBeGreaterThan(0);
    expect((await readManifest(folder))?.builder).toBe(builderVersion);
  });

  test('leaves no manifest where the disk is full', async () => {
    const folder = new MemoryFolder('full', 60_000);
    await expect(convert(folder, decoderSource(name))).rejects.toMatchObject({ name: 'FileError', problem: 'full' });
    expect(await readManifest(folder)).toBeNull();
  });
});

describe('a matrix that f16 cannot hold', () => {
  const path = new URL('../../files/decoders/llama-1to1/', import.meta.url);
  const file = (name: string) => readFileSync(new URL(name, path));

  /** The checkpoint with one number of one matrix changed. */
  async function changed(value: number): Promise<CheckpointSource> {
    const source = decoderSource('llama-1to1');
    const weights = await openWeights(source);
    const tensors: Record<string, ReturnType<typeof floatTensor>> = {};
    for (const [tensor, { shape }] of weights.tensors) {
      const numbers = await weights.read(tensor);
      if (tensor === 'model.layers.1.mlp.up_proj.weight') numbers[5] = value;
      tensors[tensor] = floatTensor([...shape], [...numbers]);
    }
    return new MemorySource(
      'changed',
      new Map([
        ['config.json', file('config.json')],
        ['model.safetensors', writeSafetensors(tensors)],
      ]),
    );
  }

  test.each([
    ['f16', 70_000],
    ['q4', 1e6],
    ['q8', 1e8],
  ] as const)('stays f32 at %s, and the graph says so', async (precision, value) => {
    const { notes, tensors } = await convert(new MemoryFolder('wide'), await changed(value), { precision });
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('model.layers.1.mlp.up_proj.weight');
    expect(new Map(tensors).get('model.layers.1.mlp.up_proj.weight')).toMatchObject({ type: 'float32' });
    expect(new Map(tensors).get('model.layers.0.mlp.up_proj.weight')?.type).not.toBe('float32');
  });

  test.each([NaN, Infinity])('refuses %d by the name of its tensor', async (value) => {
    await expect(convert(new MemoryFolder('bad'), await changed(value))).rejects.toThrow(
      /model\.layers\.1\.mlp\.up_proj\.weight.*NaN or an infinity/,
    );
  });
});
