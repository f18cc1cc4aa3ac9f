import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeCheckpoint, type MadeCheckpointOrder } from '../../../server/commands/makeCheckpoint/makeCheckpoint';
import { shapes, type ShapeName } from '../../../server/commands/makeCheckpoint/shapes';
import { NodeFolder } from '../../../server/NodeFolder';
import { FolderSource } from '../../../src/engine/checkpoint/stored/FolderSource';
import { planModel } from '../../../src/engine/architectures/architectures';
import { checkTensors, openWeights } from '../../../src/engine/checkpoint/openWeights';
import { readJsonObject } from '../../../src/engine/checkpoint/readJson';
import { openTexts } from '../../../src/engine/text/openTexts';

const tokenizerOf = (family: string) => fileURLToPath(new URL(`../../files/tokenizers/${family}`, import.meta.url));

let folder: string;

// Real widths: a hundred megabytes go through the disk.
vi.setConfig({ testTimeout: 60_000 });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-made-'));
});

const sources: FolderSource[] = [];

afterEach(async () => {
  for (const source of sources.splice(0)) await source.close();
  await rm(folder, { recursive: true });
});

function orderOf(shape: ShapeName, changes: Partial<MadeCheckpointOrder> = {}): MadeCheckpointOrder {
  const tokenizerFolder = tokenizerOf(shapes[shape].family);
  const small = { layers: 1, vocabulary: 5000, shards: 1, type: 'bf16' as const, seed: 0 };
  return { shape, out: join(folder, 'made'), tokenizerFolder, ...small, ...changes };
}

async function sourceOf(path: string): Promise<FolderSource> {
  const source = new FolderSource('made', await NodeFolder.open(path));
  sources.push(source);
  return source;
}

const silent = () => undefined;

test.each(Object.keys(shapes) as ShapeName[])('%s is a checkpoint that the engine reads', async (shape) => {
  const order = orderOf(shape);
  await makeCheckpoint(order, silent);
  const source = await sourceOf(order.out);
  const config = readJsonObject('config.json', await readFile(join(order.out, 'config.json')));
  const { plan } = planModel(config);
  const weights = await openWeights(source);
  checkTensors(weights, plan.tensors);
  expect(config['pad_token_id']).toBeGreaterThan(4095);
  const texts = await openTexts(source, plan.vocabulary);
  expect(texts.files).toContain('chat_template.jinja');
  expect(weights.tensors.get('score.weight')?.shape).toEqual([1, plan.width]);
  expect(await weights.read('model.norm.weight')).toEqual(new Float32Array(plan.width).fill(1));
});

test.each(['bf16', 'f16', 'f32'] as const)('%s weights are normally distributed about 0', async (type) => {
  const order = orderOf('qwen3-0.6b', { type });
  await makeCheckpoint(order, silent);
  const weights = await openWeights(await sourceOf(order.out));
  const numbers = await weights.read('model.layers.0.mlp.up_proj.weight');
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const deviation = Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0) / numbers.length);
  const within = numbers.filter((value) => Math.abs(value) < 0.02).length / numbers.length;
  expect(Math.abs(mean)).toBeLessThan(1e-4);
  expect(deviation).toBeCloseTo(0.02, 4);
  expect(within).toBeCloseTo(0.6827, 2);
  // Neighbours, in a row and in a column, know nothing of each other.
  for (const step of [1, 2, 1024]) {
    let product = 0;
    for (let at = step; at < numbers.length; at++) product += (numbers[at] ?? 0) * (numbers[at - step] ?? 0);
    expect(Math.abs(product / numbers.length / deviation ** 2)).toBeLessThan(0.01);
  }
});

test('shards hold the same tensors as one file, each once, with an index; the seed decides the numbers', async () => {
  await makeCheckpoint(orderOf('qwen3-0.6b'), silent);
  await makeCheckpoint(orderOf('qwen3-0.6b', { out: join(folder, 'shards'), shards: 3 }), silent);
  await makeCheckpoint(orderOf('qwen3-0.6b', { out: join(folder, 'other'), seed: 1 }), silent);
  const names = (await readdir(join(folder, 'shards'))).filter((name) => name.endsWith('.safetensors'));
  expect(names).toEqual([1, 2, 3].map((n) => `model-0000${n}-of-00003.safetensors`));
  const [one, shards, other] = await Promise.all(
    ['made', 'shards', 'other'].map(async (name) => openWeights(await sourceOf(join(folder, name)))),
  );
  expect([...(shards?.tensors.keys() ?? [])].sort()).toEqual([...(one?.tensors.keys() ?? [])].sort());
  const name = 'model.layers.0.self_attn.q_proj.weight';
  const bytes = async (weights: typeof one) => Buffer.from((await weights?.read(name))?.buffer ?? new ArrayBuffer(0));
  expect((await bytes(shards)).equals(await bytes(one))).toBe(true);
  expect((await bytes(other)).equals(await bytes(one))).toBe(false);
});

test('a folder that is there is left alone, and a failure leaves none', async () => {
  const order = orderOf('qwen3-0.6b');
  await makeCheckpoint(order, silent);
  const { mtimeMs } = await stat(join(order.out, 'model.safetensors'));
  await expect(makeCheckpoint(order, silent)).rejects.toThrow('is there already');
  expect((await stat(join(order.out, 'model.safetensors'))).mtimeMs).toBe(mtimeMs);
  const small = orderOf('qwen3-0.6b', { out: join(folder, 'small'), vocabulary: 4000 });
  await expect(makeCheckpoint(small, silent)).rejects.toThrow(/token id \d+, and the checkpoint has 4000 embeddings/);
  const nowhere = orderOf('qwen3-0.6b', { out: join(folder, 'small'), tokenizerFolder: folder });
  await expect(makeCheckpoint(nowhere, silent)).rejects.toThrow('must hold tokenizer.json');
  expect(await readdir(folder)).toEqual(['made']);
});
