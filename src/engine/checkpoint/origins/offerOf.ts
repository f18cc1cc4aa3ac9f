import { configFile } from '../../architectures/configFields';
import { CheckpointError } from '../CheckpointError';
import { longestFileBytes, textFiles, weightFile, weightIndexFile, wordFiles } from '../checkpointFiles';
import { shardsOf } from '../openWeights';
import { readJsonObject } from '../readJson';
import { TransferError } from '../../../hub/TransferError';
import type { OfferedFile, OpenedOrigin } from './OpenedOrigin';
import { retried, type RetryPolicy } from '../../../hub/retries';

const required = [configFile, 'tokenizer.json', 'tokenizer_config.json'];

/** An origin with the files that will be taken from it. */
export interface Offer {
  origin: OpenedOrigin;
  files: OfferedFile[];
  /** A file of at most some megabytes, whole. */
  read(path: string): Promise<Uint8Array | null>;
}

/**
 * Chooses the files that a checkpoint needs: never pickles, whatever their name, and nothing of nested folders.
 * @throws CheckpointError where one is missing or too long, TransferError
 */
export async function offerOf(origin: OpenedOrigin, policy: RetryPolicy, signal: AbortSignal): Promise<Offer> {
  const find = (path: string) => retried(() => origin.find(path, signal), policy, signal);
  const found = await Promise.all([...textFiles, ...wordFiles].map(find));
  const files = found.filter((file): file is OfferedFile => file !== null).filter(isFit);
  for (const path of required) if (!files.some((file) => file.path === path)) throw missing(path, origin.name);
  const read = async (path: string) => {
    const file = files.find((one) => one.path === path);
    return file ? retried(() => readWhole(origin, file, signal), policy, signal) : null;
  };
  const weights = await weightsOf(origin, find, (file) =>
    retried(() => readWhole(origin, file, signal), policy, signal),
  );
  return { origin, files: [...files, ...weights], read };
}

function isFit({ path, bytes }: OfferedFile): boolean {
  const longest = longestFileBytes(path) ?? 0;
  if (bytes <= longest) return true;
  if (wordFiles.includes(path)) return false;
  throw new CheckpointError(
    path,
    `must have at most ${longest} bytes, and has ${bytes}; it is no file of a checkpoint.`,
  );
}

async function weightsOf(
  origin: OpenedOrigin,
  find: (path: string) => Promise<OfferedFile | null>,
  read: (file: OfferedFile) => Promise<Uint8Array>,
): Promise<OfferedFile[]> {
  const whole = await find(weightFile);
  if (whole) return [whole];
  const index = await find(weightIndexFile);
  if (!index || !isFit(index)) throw noWeights(origin);
  const shards = shardsOf(readJsonObject(weightIndexFile, await read(index)));
  const files = await Promise.all(
    [...shards].map(async ([path, tensors]) => (await find(path)) ?? lost(path, tensors)),
  );
  return [index, ...files];
}

function lost(path: string, tensors: string[] | null): never {
  const first = (tensors?.[0] ?? '').slice(0, 100);
  throw new CheckpointError(path, `is missing, though ${weightIndexFile} places tensor "${first}" in it.`);
}

function missing(path: string, name: string): CheckpointError {
  return new CheckpointError(
    path,
    `${name} must have this file at its top, and has not; choose a checkpoint's folder.`,
  );
}

function noWeights({ name, listed }: OpenedOrigin): CheckpointError {
  const other = listed.find((path) => /\.(bin|pt|pth|ckpt|gguf|h5|msgpack|onnx)$/.test(path));
  const nested = listed.find((path) => path.endsWith('.safetensors'));
  const hint = other ? `, but "${other.slice(0, 100)}"` : nested ? `, but "${nested.slice(0, 100)}"` : '';
  const advice = 'save its weights as safetensors (pickles can run code when they are read)';
  return new CheckpointError(
    weightFile,
    `${name} must have this file or ${weightIndexFile}, and has not${hint}; ${advice}.`,
  );
}

async function readWhole(origin: OpenedOrigin, file: OfferedFile, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.bytes);
  let length = 0;
  if (file.bytes === 0) return bytes;
  for await (const piece of (await origin.arrive(file, 0, signal)).pieces) {
    if (length + piece.length > bytes.length)
      throw new CheckpointError(file.path, `announced ${file.bytes} bytes and sends more; start again.`);
    bytes.set(piece, length);
    length += piece.length;
  }
  if (length === bytes.length) return bytes;
  throw new TransferError('connection', `${file.path} announced ${file.bytes} bytes and sent ${length}.`);
}
