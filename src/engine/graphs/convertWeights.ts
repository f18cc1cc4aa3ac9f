import type { Weights } from '../checkpoint/openWeights';
import type { Precision } from '../contract';
import type { FileWriter } from '../files/FileFolder';
import { encodeWeight } from './encodeWeight';
import type { WeightRequest } from './GraphWeights';
import type { StoredTensor } from './WeightTable';

/** Runtimes map weights by pages. */
const alignment = 4096;

/** How far a conversion has come. What it names is in the file; the rest is converted anew. */
export interface ConversionState {
  tensors: Map<string, StoredTensor>;
  /** Names of the requests that are done. */
  done: Set<string>;
  notes: string[];
  /** Where the next tensor begins. */
  end: number;
}

export interface ConversionListener {
  /** Called after each weight; `readBytes` are those of the checkpoint. A promise is waited for. */
  converted(name: string, readBytes: number): Promise<void> | void;
}

/**
 * Encodes weights one by one, in the order of the checkpoint's files, while the next one is read: memory holds a few
 * tensors, never the checkpoint.
 * @param state changed as weights are done
 * @throws CheckpointError, FileError, or what `listener.converted` throws
 */
export async function convertWeights(
  requests: Iterable<WeightRequest>,
  weights: Weights,
  precision: Precision,
  writer: FileWriter,
  state: ConversionState,
  listener: ConversionListener,
): Promise<void> {
  const left = inFileOrder([...requests], weights).filter(({ name }) => !state.done.has(name));
  let next = readSources(left[0], weights);
  for (const [index, request] of left.entries()) {
    const tensors = await next;
    next = readSources(left[index + 1], weights);
    next.catch(() => undefined); // heard in the next turn, if there is one
    const file = weights.tensors.get(request.sources[0] ?? '')?.file ?? '';
    const encoded = encodeWeight(request, request.arrange(tensors), precision, file);
    for (const { name, type, dims, bytes } of encoded.tensors) {
      await writer.write(bytes, state.end);
      state.tensors.set(name, { type, dims, offset: state.end, bytes: bytes.length });
      state.end = Math.ceil((state.end + bytes.length) / alignment) * alignment;
    }
    if (encoded.fallback) state.notes.push(encoded.fallback);
    state.done.add(request.name);
    await listener.converted(request.name, bytesOf(request, weights));
  }
}

/** Bytes of the checkpoint that a request reads. */
export function bytesOf({ sources }: WeightRequest, weights: Weights): number {
  return sources.reduce((sum, name) => {
    const place = weights.tensors.get(name);
    return sum + (place ? place.end - place.start : 0);
  }, 0);
}

function readSources(request: WeightRequest | undefined, weights: Weights): Promise<Float32Array<ArrayBuffer>[]> {
  return Promise.all((request?.sources ?? []).map((name) => weights.read(name)));
}

/** Files are read from their beginning to their end, as disks and downloads like it. */
function inFileOrder(requests: WeightRequest[], weights: Weights): WeightRequest[] {
  const files = new Map(weights.files.map((file, index) => [file, index]));
  const key = ({ sources }: WeightRequest): [number, number] => {
    const place = weights.tensors.get(sources[0] ?? '');
    return place ? [files.get(place.file) ?? 0, place.start] : [-1, 0];
  };
  return requests
    .map((request) => ({ request, key: key(request) }))
    .sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1])
    .map(({ request }) => request);
}
