import type { Answer } from './Fetch';
import { ask, contentRange, piecesOf, type HttpAccess } from './http';
import { TransferError } from './TransferError';

/** Bytes that one request asks for: signed addresses of content networks expire, so that one request is not for ever. */
const requestBytes = 128 * 1024 * 1024;

/** What was announced of a file that is asked for by ranges. */
export interface RangedFile {
  bytes: number;
  /** The server's name of this version; null where it gives none that the page may read. */
  etag: string | null;
}

/** Bytes on their way. */
export interface ArrivingBytes {
  /** Where they begin: 0 where the server gives whole files only, whatever was asked for. */
  start: number;
  pieces: AsyncIterable<Uint8Array>;
}

export interface RangedBytes extends ArrivingBytes {
  /** The server's name of the version that they are of; null where it gives none that the page may read. */
  etag: string | null;
}

/**
 * A file from a byte on, by a range request. A server that ignores ranges answers with the whole file.
 * @param end where to stop; what one request asks for is bounded all the same
 * @throws TransferError "changed" where the answer is of another version or length
 */
export async function arriveByRange(
  access: HttpAccess,
  url: URL,
  file: RangedFile,
  { start, end = file.bytes }: { start: number; end?: number },
  signal: AbortSignal,
): Promise<RangedBytes> {
  const range = { start, end: Math.min(file.bytes, end, start + requestBytes) };
  const response = await ask(access, url, { range }, signal);
  const problem = otherVersion(response, file, start);
  if (problem) {
    await response.body?.cancel().catch(() => undefined);
    throw new TransferError('changed', `${url.href} is not what was announced: ${problem}. Start again.`);
  }
  const isPart = response.status === 206;
  return { start: isPart ? start : 0, etag: response.headers.get('ETag'), pieces: piecesOf(response, signal) };
}

function otherVersion(response: Answer, file: RangedFile, start: number): string | null {
  const etag = response.headers.get('ETag');
  if (file.etag !== null && etag !== null && plainTag(etag) !== plainTag(file.etag))
    return `its version was ${file.etag} and is now ${etag}`;
  const part = response.status === 206 ? contentRange(response) : null;
  if (part && part.total !== file.bytes) return `it had ${file.bytes} bytes and has now ${part.total}`;
  return part && part.start !== start ? `byte ${start} was asked for and byte ${part.start} came` : null;
}

/** A packed and a plain answer of one version differ in the mark of weakness only. */
function plainTag(etag: string): string {
  return etag.replace(/^W\//, '');
}
