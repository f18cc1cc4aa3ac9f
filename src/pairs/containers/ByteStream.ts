import { readBytes, type ByteSource } from '../ByteSource';

/** Some bytes of a file in order. They are good until the next chunk is asked for: whoever keeps them copies them. */
export interface ByteChunk {
  bytes: Uint8Array;
  /** How far the file itself has been read for them. */
  doneBytes: number;
}

export type ByteStream = AsyncIterable<ByteChunk>;

/** Bytes that end before their time. The message says where and why, in words that follow a colon. */
export class StreamCut extends Error {
  override name = 'StreamCut';
}

const chunkBytes = 1024 * 1024;

/** Bytes `[from, to)` of a source, a megabyte at a time unless told otherwise. */
export async function* bytesOf(
  source: ByteSource,
  from = 0,
  to = source.size,
  length = chunkBytes,
): AsyncGenerator<ByteChunk> {
  for (let at = from; at < to; at += length) {
    const bytes = await readBytes(source, at, Math.min(at + length, to));
    yield { bytes, doneBytes: at + bytes.length };
  }
}

/** A stream without its first bytes. */
export async function* skipBytes(stream: ByteStream, count: number): AsyncGenerator<ByteChunk> {
  let left = count;
  for await (const { bytes, doneBytes } of stream) {
    const skipped = Math.min(left, bytes.length);
    left -= skipped;
    yield { bytes: bytes.subarray(skipped), doneBytes };
  }
}

/**
 * The beginning of a stream, at least `length` bytes where it has them. `isWhole`: it ended by then.
 *
 * @throws StreamCut where it breaks before its first byte.
 */
export async function headOf(stream: ByteStream, length: number): Promise<{ head: Uint8Array; isWhole: boolean }> {
  const parts: Uint8Array[] = [];
  let count = 0;
  let isWhole = false;
  try {
    for await (const { bytes } of stream) {
      parts.push(bytes.slice());
      count += bytes.length;
      if (count >= length) return { head: joined(parts), isWhole };
    }
    isWhole = true;
  } catch (error) {
    // Where a stream breaks further on is told when its rows are read.
    if (!(error instanceof StreamCut) || count === 0) throw error;
  }
  return { head: joined(parts), isWhole };
}

/** All parts as one. */
export function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
