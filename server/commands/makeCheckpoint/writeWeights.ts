import { open, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { weightFile, weightIndexFile } from '../../../src/engine/checkpoint/checkpointFiles';
import { constantBytes, NormalNumbers, weightBytes, type WeightType } from './NormalNumbers';

/** transformers' `initializer_range` of all these shapes: activations stay of one size, rewards differ and are finite. */
const deviation = 0.02;

const pieceBytes = 4 * 1024 * 1024;

export interface WeightOrder {
  shards: number;
  type: WeightType;
  seed: number;
  onProgress: (doneBytes: number, totalBytes: number) => void;
}

interface Tensor {
  name: string;
  shape: readonly number[];
  bytes: number;
}

/**
 * Writes random weights as safetensors into a folder, in one file or in shards with their index, piece by piece. The
 * numbers of a tensor depend on the seed and its name only.
 * @returns bytes of all tensors
 */
export async function writeWeights(
  folder: string,
  shapes: ReadonlyMap<string, readonly number[]>,
  order: WeightOrder,
): Promise<number> {
  const tensors = Array.from(shapes, ([name, shape]) => ({ name, shape, bytes: bytesOf(shape, order.type) }));
  const totalBytes = tensors.reduce((sum, { bytes }) => sum + bytes, 0);
  const shards = divide(tensors, totalBytes, order.shards);
  const numbers = new NormalNumbers(order.type, deviation);
  const progress = { doneBytes: 0, totalBytes };
  for (const [index, shard] of shards.entries())
    await writeShard(join(folder, shardName(index, shards.length)), shard, numbers, order, progress);
  if (shards.length > 1) await writeFile(join(folder, weightIndexFile), indexOf(shards, totalBytes));
  return totalBytes;
}

function bytesOf(shape: readonly number[], type: WeightType): number {
  return shape.reduce((product, size) => product * size, weightBytes[type]);
}

/** Cuts the tensors, in order, into shards of about one size; never an empty one. */
function divide(tensors: Tensor[], totalBytes: number, shards: number): Tensor[][] {
  const divided: Tensor[][] = [];
  let doneBytes = 0;
  for (const tensor of tensors) {
    const shard = Math.min(shards - 1, Math.floor((doneBytes / totalBytes) * shards));
    (divided[shard] ??= []).push(tensor);
    doneBytes += tensor.bytes;
  }
  return divided.filter((shard) => shard.length > 0);
}

function shardName(index: number, shards: number): string {
  if (shards === 1) return weightFile;
  const place = (n: number) => String(n).padStart(5, '0');
  return `model-${place(index + 1)}-of-${place(shards)}.safetensors`;
}

function indexOf(shards: Tensor[][], totalBytes: number): string {
  const places = shards.flatMap((shard, index) =>
    shard.map(({ name }) => [name, shardName(index, shards.length)] as const),
  );
  return `${JSON.stringify({ metadata: { total_size: totalBytes }, weight_map: Object.fromEntries(places) }, null, 2)}\n`;
}

async function writeShard(
  path: string,
  shard: Tensor[],
  numbers: NormalNumbers,
  { type, seed, onProgress }: WeightOrder,
  progress: { doneBytes: number; totalBytes: number },
): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(headerOf(shard, type));
    for (const tensor of shard) {
      for (const piece of piecesOf(tensor, numbers, type, seed)) {
        await writeFully(handle, piece);
        progress.doneBytes += piece.length;
        onProgress(progress.doneBytes, progress.totalBytes);
      }
    }
  } finally {
    await handle.close();
  }
}

/** A u64 length and JSON, padded with spaces so that the tensors lie on multiples of 8 bytes. */
function headerOf(shard: Tensor[], type: WeightType): Uint8Array {
  let end = 0;
  const entries = shard.map(({ name, shape, bytes }) => {
    const start = end;
    end += bytes;
    return [name, { dtype: type.toUpperCase(), shape, data_offsets: [start, end] }] as const;
  });
  const text = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) });
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const header = new Uint8Array(8 + json.length);
  new DataView(header.buffer).setBigUint64(0, BigInt(json.length), true);
  header.set(json, 8);
  return header;
}

/** The bytes of a tensor: ones for norms, normal numbers for all else. The buffer is used again for the next piece. */
function* piecesOf(
  { name, shape, bytes }: Tensor,
  numbers: NormalNumbers,
  type: WeightType,
  seed: number,
): Generator<Uint8Array> {
  if (name.endsWith('norm.weight')) return yield constantBytes(type, 1, shape[0] ?? 0);
  const fill = numbers.stream(seed, name);
  const buffer = new Uint8Array(Math.min(pieceBytes, bytes));
  for (let start = 0; start < bytes; start += pieceBytes) {
    const piece = buffer.subarray(0, Math.min(pieceBytes, bytes - start));
    fill(piece);
    yield piece;
  }
}

async function writeFully(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;)
    written += (await handle.write(bytes, written, bytes.length - written)).bytesWritten;
}
