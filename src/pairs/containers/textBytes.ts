import { skipBytes, type ByteChunk, type ByteStream } from './ByteStream';
import type { TextContainer } from './Container';
import { inflated } from './inflated';
import { Transcoder } from './Transcoder';

/** Packed bytes that are unpacked at once: a thousand times as many may come out of them. */
const packedBytes = 64 * 1024;

/** The rows' bytes in UTF-8: unpacked, without the byte-order mark, and in UTF-8 whatever they were in. */
export function textBytes(file: ByteStream, { isGzipped, from, encoding }: TextContainer): ByteStream {
  const unpacked = isGzipped ? gzipped(file) : file;
  const text = from === 0 ? unpacked : skipBytes(unpacked, from);
  return encoding === 'utf-8' ? text : transcoded(text, new Transcoder(encoding));
}

export function gzipped(packed: ByteStream): AsyncGenerator<ByteChunk> {
  return inflated(divided(packed), 'gzip');
}

/** Smaller chunks: progress and cancel are looked at between two of them. */
async function* divided(stream: ByteStream): AsyncGenerator<ByteChunk> {
  for await (const { bytes, doneBytes } of stream) {
    for (let at = 0; at < bytes.length; at += packedBytes) {
      const part = bytes.subarray(at, at + packedBytes);
      yield { bytes: part, doneBytes: doneBytes - bytes.length + at + part.length };
    }
  }
}

async function* transcoded(stream: ByteStream, transcoder: Transcoder): AsyncGenerator<ByteChunk> {
  let doneBytes = 0;
  for await (const chunk of stream) {
    doneBytes = chunk.doneBytes;
    yield { bytes: transcoder.push(chunk.bytes), doneBytes };
  }
  yield { bytes: transcoder.end(), doneBytes };
}
