import { CheckpointError } from './CheckpointError';
import type { CheckpointSource } from './CheckpointSource';
import { isJsonObject, kindOf, readJsonObject, type JsonObject } from './readJson';

/** Number types that weights come in, with the bytes of one element. */
export const elementBytes = { F32: 4, F16: 2, BF16: 2 } as const;

export type WeightType = keyof typeof elementBytes;

/** Where one tensor lies: bytes `[start, end)` of the file, row-major, little-endian. */
export interface TensorPlace {
  name: string;
  file: string;
  type: WeightType;
  shape: readonly number[];
  start: number;
  end: number;
}

/** The bound of the format's own reader. The largest known headers hold a few megabytes. */
const longestHeader = 100_000_000;

/** Buffers that some exporters write beside the weights and that no graph reads: integers, thus no weight type. */
const ignoredBuffers = /(^|\.)(position_ids|num_batches_tracked)$/;

/** Whether a tensor of this name may be of a type that no weight has, and is then left out. */
export function isIgnoredBuffer(name: string): boolean {
  return ignoredBuffers.test(name);
}

/**
 * Reads and checks the header of a safetensors file: a u64 length, JSON, then the bytes of all tensors without gap or
 * overlap. Throws `CheckpointError` with the file and, where one is at fault, the tensor.
 */
export async function readSafetensorsHeader(source: CheckpointSource, file: string): Promise<Map<string, TensorPlace>> {
  const size = await source.size(file);
  if (size < 8)
    throw new CheckpointError(file, `must start with an 8-byte length, and has ${size} bytes; the file is truncated.`);
  const headerLength = lengthOf(await source.range(file, 0, 8));
  if (headerLength > longestHeader || 8 + headerLength > size) {
    throw new CheckpointError(
      file,
      `announces a header of ${headerLength} bytes, and has ${size} bytes; it is truncated or no safetensors file.`,
    );
  }
  const header = readJsonObject(file, await source.range(file, 8, 8 + headerLength));
  const places = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => ({ name, ...placeOf(file, name, entry) }));
  checkOrder(file, places, size - 8 - headerLength);
  return new Map(places.flatMap((place) => weightOf(file, place, 8 + headerLength)));
}

/** A tensor's name in a message: names come from outside, and may be of any length. */
export function shownName(name: string): string {
  return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}...` : name);
}

interface RawPlace {
  name: string;
  type: string;
  shape: number[];
  start: number;
  end: number;
}

function lengthOf(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
}

function placeOf(file: string, name: string, entry: unknown): Omit<RawPlace, 'name'> {
  const complain = (complaint: string) =>
    new CheckpointError(file, `tensor ${shownName(name)} ${complaint}; the file is damaged.`);
  if (!isJsonObject(entry)) throw complain(`must be described by an object, and is by ${kindOf(entry)}`);
  const { dtype, shape, data_offsets: offsets } = entry as JsonObject;
  if (typeof dtype !== 'string') throw complain(`must have a dtype, and has ${kindOf(dtype)}`);
  if (!areCounts(shape)) throw complain('must have a shape of non-negative whole numbers');
  if (!areCounts(offsets) || offsets.length !== 2) throw complain('must have two data_offsets');
  const [start = 0, end = 0] = offsets;
  if (end < start) throw complain(`ends at ${end}, before its start at ${start}`);
  return { type: dtype, shape, start, end };
}

function areCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}

function checkOrder(file: string, places: readonly RawPlace[], dataBytes: number): void {
  let end = 0;
  for (const place of [...places].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (place.start < end)
      throw new CheckpointError(
        file,
        `tensor ${shownName(place.name)} overlaps another one at byte ${place.start}; the file is damaged.`,
      );
    if (place.start > end)
      throw new CheckpointError(
        file,
        `leaves bytes ${end} to ${place.start} before tensor ${shownName(place.name)} unused; the file is damaged.`,
      );
    end = place.end;
    if (end > dataBytes) {
      throw new CheckpointError(
        file,
        `tensor ${shownName(place.name)} ends at byte ${end} of ${dataBytes}; the file is truncated, load it again.`,
      );
    }
  }
  if (end < dataBytes)
    throw new CheckpointError(file, `has ${dataBytes - end} bytes after its last tensor; the file is damaged.`);
}

function weightOf(file: string, place: RawPlace, dataStart: number): [string, TensorPlace][] {
  const { name, type, shape } = place;
  if (!isWeightType(type)) {
    if (isIgnoredBuffer(name)) return [];
    throw new CheckpointError(
      file,
      `tensor ${shownName(name)} must be F32, F16 or BF16, and is ${type.slice(0, 40)}; save the checkpoint in one of these.`,
    );
  }
  const bytes = shape.reduce((product, count) => product * count, elementBytes[type]);
  if (bytes !== place.end - place.start) {
    throw new CheckpointError(
      file,
      `tensor ${shownName(name)} of shape [${shape.slice(0, 16).join(', ')}] and type ${type} must have ${bytes} bytes, and has ${place.end - place.start}.`,
    );
  }
  return [[name, { name, file, type, shape, start: dataStart + place.start, end: dataStart + place.end }]];
}

function isWeightType(type: string): type is WeightType {
  return Object.hasOwn(elementBytes, type);
}
