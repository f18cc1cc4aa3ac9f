import { TransferError } from '../TransferError';
import { ask, contentRange, piecesOf, type HttpAccess } from './http';
import type { ArrivingBytes, OfferedFile } from './OpenedOrigin';

/** Bytes that one request asks for: signed addresses of content networks expire, so that one request is not for ever. */
const requestBytes = 128 * 1024 * 1024;

/**
 * A file from a byte on, by a range request. A server that ignores ranges answers with the whole file.
 * @throws TransferError "changed" where the answer is of another version or length
 */
export async function arriveByRange(
  access: HttpAccess,
  url: URL,
  file: OfferedFile,
  start: number,
  signal: AbortSignal,
): Promise<ArrivingBytes> {
  const range = { start, end: Math.min(file.bytes, start + requestBytes) };
  const response = await ask(access, url, { range }, signal);
  const problem = otherVersion(response, file, start);
  if (problem) {
    await response.body?.cancel().catch(() => undefined);
    throw new TransferError('changed', `${url.href} is not what was announced: ${problem}. Start again.`);
  }
  return { start: response.status === 206 ? start : 0, pieces: piecesOf(response, signal) };
}

function otherVersion(response: Response, file: OfferedFile, start: number): string | null {
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
