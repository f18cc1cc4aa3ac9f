import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { attachmentHeader } from '../api/attachmentHeader';
import { byteRange } from '../files/byteRange';

/** Answers with a file that never changes, whole or a part of it, always as a download: what people gave is never shown as a page. */
export function sendGiven(
  request: Request,
  { path, size }: { path: string; size: number },
  { name, tag }: { name: string; tag: string },
): Response {
  const headers = new Headers({
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': attachmentHeader(name),
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-cache',
    ETag: `"${tag}"`,
  });
  const range = byteRange(request.headers.get('Range') ?? undefined, size);
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${String(size)}` } });
  const { first, last } = range ?? { first: 0, last: size - 1 };
  if (range) headers.set('Content-Range', `bytes ${String(first)}-${String(last)}/${String(size)}`);
  headers.set('Content-Length', String(last - first + 1));
  const isEmpty = size === 0 || request.method === 'HEAD';
  const body = isEmpty ? null : (Readable.toWeb(createReadStream(path, { start: first, end: last })) as ReadableStream);
  return new Response(body, { status: range ? 206 : 200, headers });
}
