import { Z_BUF_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, ZStream, zlibInflate, zlibInflateInit2 } from 'pako';
import { StreamCut, type ByteChunk, type ByteStream } from './ByteStream';
import { unpackLimits } from './unpackLimits';

/** zlib's `windowBits`: a gzip header and check sum around the data, or none (the entries of a zip). */
const windowBits = { gzip: 31, deflate: -15 };
const outputBytes = 256 * 1024;

/**
 * The bytes that a gzip file (of one or several members) or a deflated zip entry holds. However much they expand, what is held
 * is one buffer of 256 KiB.
 *
 * @throws StreamCut after the last good bytes, where the data are damaged, cut off, followed by something else, or expand as no data do.
 */
export async function* inflated(packed: ByteStream, kind: 'gzip' | 'deflate'): AsyncGenerator<ByteChunk> {
  const output = new Uint8Array(outputBytes);
  let stream = opened(kind);
  let isEnded = false;
  let position = 0;
  let unpacked = 0;
  for await (const { bytes, doneBytes } of packed) {
    give(stream, bytes);
    while (stream.avail_in > 0) {
      if (isEnded) {
        // Some writers fill the last block up with zeros.
        if (kind === 'gzip' && bytes.subarray(stream.next_in).every((byte) => byte === 0)) break;
        if (kind === 'deflate') throw new StreamCut(`it goes on after its end (byte ${position + stream.next_in})`);
        stream = nextMember(stream, bytes);
      }
      let status: number = Z_OK;
      while (status === Z_OK) {
        status = step(stream, output);
        unpacked += stream.next_out;
        if (isBomb(position + stream.next_in, unpacked)) throw bomb(position + stream.next_in);
        if (stream.next_out > 0) yield { bytes: output.subarray(0, stream.next_out), doneBytes };
        if (status < 0 && status !== Z_BUF_ERROR) throw damaged(stream, position);
      }
      isEnded = status === Z_STREAM_END;
    }
    position += bytes.length;
  }
  if (!isEnded) throw new StreamCut(`it ends too early (after ${position} packed bytes)`);
}

function isBomb(packedBytes: number, unpackedBytes: number): boolean {
  return unpackedBytes > unpackLimits.harmlessBytes && unpackedBytes > unpackLimits.ratio * packedBytes;
}

function bomb(position: number): StreamCut {
  return new StreamCut(`it unpacks to more than ${unpackLimits.ratio} times its size (at packed byte ${position})`);
}

function opened(kind: 'gzip' | 'deflate'): ZStream {
  const stream = new ZStream();
  zlibInflateInit2(stream, windowBits[kind]);
  return stream;
}

function give(stream: ZStream, bytes: Uint8Array): void {
  stream.input = bytes;
  stream.next_in = 0;
  stream.avail_in = bytes.length;
}

function nextMember(ended: ZStream, bytes: Uint8Array): ZStream {
  const stream = opened('gzip');
  give(stream, bytes);
  stream.next_in = ended.next_in;
  stream.avail_in = ended.avail_in;
  return stream;
}

function step(stream: ZStream, output: Uint8Array<ArrayBuffer>): number {
  stream.output = output;
  stream.next_out = 0;
  stream.avail_out = output.length;
  return zlibInflate(stream, Z_NO_FLUSH);
}

function damaged(stream: ZStream, position: number): StreamCut {
  return new StreamCut(`it is damaged at packed byte ${position + stream.next_in} (${stream.msg || 'no gzip data'})`);
}
