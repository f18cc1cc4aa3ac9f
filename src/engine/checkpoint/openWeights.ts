import { CheckpointError } from './CheckpointError';
import { isShardName, weightFile, weightIndexFile } from './checkpointFiles';
import type { CheckpointSource } from './CheckpointSource';
import { isJsonObject, kindOf, readJsonObject } from './readJson';
import { isIgnoredBuffer, readSafetensorsHeader, shownName, type TensorPlace } from './safetensors';
import { toFloat32 } from './toFloat32';

/** The largest published models have some hundreds. */
const mostShards = 1_000;

/** The weights of a checkpoint: where every tensor lies, and how to read one. */
export interface Weights {
  /** The files that hold the tensors, the index among them. */
  files: string[];
  tensors: ReadonlyMap<string, TensorPlace>;
  /** The tensor's numbers, row-major. Throws `CheckpointError` where it is missing. */
  read(name: string): Promise<Float32Array<ArrayBuffer>>;
  /** Bytes `[start, end)` of a tensor as they are stored. */
  bytes(place: TensorPlace, start: number, end: number): Promise<Uint8Array>;
}

/** Finds the weights in one file or in the shards of an index, and reads all headers. */
export async function openWeights(source: CheckpointSource): Promise<Weights> {
  const index = (await source.has(weightFile)) ? null : await source.find(weightIndexFile);
  const shards = index ? shardsOf(readJsonObject(weightIndexFile, index)) : new Map([[weightFile, null]]);
  const tensors = new Map<string, TensorPlace>();
  for (const [file, promised] of shards) {
    await checkPresence(source, file, promised);
    const places = await readSafetensorsHeader(source, file);
    checkShard(file, places, promised);
    // No two files hold one tensor: the index places each name once.
    for (const [name, place] of places) tensors.set(name, place);
  }
  const files = [...(index ? [weightIndexFile] : []), ...shards.keys()];
  return {
    files,
    tensors,
    read: (name) => readTensor(source, tensors.get(name), name),
    bytes: (place, start, end) => readBytes(source, place, start, end),
  };
}

/** Refuses weights that are not exactly the tensors of the architecture, each with its shape. */
export function checkTensors(weights: Weights, expected: ReadonlyMap<string, readonly number[]>): void {
  const file = weights.files.at(-1) ?? weightFile;
  for (const [name, shape] of expected) {
    const place = weights.tensors.get(name);
    if (!place)
      throw new CheckpointError(
        file,
        `tensor ${shownName(name)} is missing; save the checkpoint with all its weights.`,
      );
    if (place.shape.join() !== shape.join()) {
      throw new CheckpointError(
        place.file,
        `tensor ${shownName(name)} must have shape [${shape.join(', ')}] after config.json, and has [${place.shape.slice(0, 16).join(', ')}].`,
      );
    }
  }
  const surplus = [...weights.tensors.values()].find((place) => !expected.has(place.name));
  if (surplus) {
    throw new CheckpointError(
      surplus.file,
      `tensor ${shownName(surplus.name)} belongs to no part of the architecture; config.json and weights must fit.`,
    );
  }
}

/**
 * Shard file to the tensors that the index promises in it.
 * @throws CheckpointError where the index is damaged, or names a file outside of its folder
 */
export function shardsOf(index: { readonly [key: string]: unknown }): Map<string, string[] | null> {
  const map = index['weight_map'];
  if (!isJsonObject(map))
    throw new CheckpointError(weightIndexFile, `field "weight_map" must be an object, and is ${kindOf(map)}.`);
  const shards = new Map<string, string[]>();
  for (const [tensor, file] of Object.entries(map)) {
    const tensors = shards.get(checkShardName(tensor, file)) ?? [];
    tensors.push(tensor);
    shards.set(file as string, tensors);
  }
  if (shards.size > 0 && shards.size <= mostShards) return shards;
  throw new CheckpointError(
    weightIndexFile,
    `field "weight_map" must name 1 to ${mostShards} files, and names ${shards.size}; the file is damaged.`,
  );
}

function checkShardName(tensor: string, file: unknown): string {
  if (typeof file === 'string' && isShardName(file)) return file;
  throw new CheckpointError(
    weightIndexFile,
    `tensor ${shownName(tensor)} must lie in a .safetensors file of the same folder.`,
  );
}

async function checkPresence(source: CheckpointSource, file: string, promised: string[] | null): Promise<void> {
  if (promised === null || (await source.has(file))) return;
  throw new CheckpointError(
    file,
    `is missing, though ${weightIndexFile} places tensor ${shownName(promised[0] ?? '')} in it.`,
  );
}

function checkShard(file: string, places: ReadonlyMap<string, TensorPlace>, promised: string[] | null): void {
  if (promised === null) return;
  const absent = promised.find((name) => !places.has(name) && !isIgnoredBuffer(name));
  if (absent !== undefined) {
    throw new CheckpointError(
      file,
      `tensor ${shownName(absent)} is missing, though ${weightIndexFile} places it here; load both files again.`,
    );
  }
  const known = new Set(promised);
  const surplus = [...places.keys()].find((name) => !known.has(name));
  if (surplus !== undefined) {
    throw new CheckpointError(
      file,
      `tensor ${shownName(surplus)} lies here, though ${weightIndexFile} does not place it here; load both files again.`,
    );
  }
}

async function readTensor(
  source: CheckpointSource,
  place: TensorPlace | undefined,
  name: string,
): Promise<Float32Array<ArrayBuffer>> {
  if (!place) throw new CheckpointError(weightFile, `tensor ${shownName(name)} is missing.`);
  return toFloat32(await readBytes(source, place, 0, place.end - place.start), place.type);
}

async function readBytes(
  source: CheckpointSource,
  place: TensorPlace,
  start: number,
  end: number,
): Promise<Uint8Array> {
  const bytes = await source.range(place.file, place.start + start, place.start + end);
  if (bytes.length === end - start) return bytes;
  throw new CheckpointError(
    place.file,
    `tensor "${place.name}" has ${bytes.length} of ${end - start} bytes; the file is truncated.`,
  );
}
