import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { byteRange } from './byteRange';
import type { FoundFile } from './findFile';
import { gzipped } from './gzipped';
import { isCompressible, mediaType } from './mediaType';

/** A build names these files after their content: the same address never means other bytes. */
function cacheControl(urlPath: string): string {
  return urlPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** Weak where the same file leaves in two encodings: its bytes then differ, its meaning does not. */
function entityTag(file: FoundFile, type: string): string {
  const tag = `"${file.size.toString(36)}-${Math.round(file.modifiedMs * 1000).toString(36)}"`;
  return isCompressible(type) ? `W/${tag}` : tag;
}

function hasTag(header: string | null, tag: string): boolean {
  if (header === null) return false;
  const bare = (text: string) => text.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').map(bare).includes(bare(tag));
}

function fileStream(file: FoundFile, first: number, last: number): ReadableStream {
  return Readable.toWeb(createReadStream(file.path, { start: first, end: last })) as ReadableStream;
}

function sendPart(request: Request, file: FoundFile, headers: Headers): Response | null {
  // If-Range compares strongly: a weak tag never matches, and the whole file is the answer.
  const condition = request.headers.get('If-Range');
  if (condition !== null && (condition !== headers.get('ETag') || condition.startsWith('W/'))) return null;
  const range = byteRange(request.headers.get('Range') ?? undefined, file.size);
  if (range === null) return null;
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${String(file.size)}` } });
  }
  headers.set('Content-Range', `bytes ${String(range.first)}-${String(range.last)}/${String(file.size)}`);
  headers.set('Content-Length', String(range.last - range.first + 1));
  const body = request.method === 'HEAD' ? null : fileStream(file, range.first, range.last);
  return new Response(body, { status: 206, headers });
}

async function sendPacked(request: Request, file: FoundFile, headers: Headers): Promise<Response> {
  const bytes = await gzipped(file);
  headers.set('Content-Encoding', 'gzip');
  headers.set('Content-Length', String(bytes.length));
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), { headers });
}

/** What an answer says of a file beside its bytes. */
export interface FileFacts {
  type: string;
  /** The entity tag, with its quotes. */
  tag: string;
  cacheControl: string;
  /** Whether it may leave packed. */
  isPacked: boolean;
}

function factsOf(request: Request, file: FoundFile): FileFacts {
  const type = mediaType(file.path);
  const control = cacheControl(new URL(request.url).pathname);
  return { type, tag: entityTag(file, type), cacheControl: control, isPacked: isCompressible(type) };
}

/**
 * Answers a GET or HEAD request with a file: not modified, a part of it, packed, or whole.
 * @param facts for a file that is not what its path says
 */
export async function sendFile(
  request: Request,
  file: FoundFile,
  facts: FileFacts = factsOf(request, file),
): Promise<Response> {
  const { type, tag, isPacked } = facts;
  const headers = new Headers({ 'Content-Type': type, 'Cache-Control': facts.cacheControl, ETag: tag });
  if (isPacked) headers.set('Vary', 'Accept-Encoding');
  if (hasTag(request.headers.get('If-None-Match'), tag)) return new Response(null, { status: 304, headers });
  headers.set('Accept-Ranges', 'bytes');
  const part = sendPart(request, file, headers);
  if (part) return part;
  const takesGzip = /\bgzip\b/.test(request.headers.get('Accept-Encoding') ?? '');
  if (takesGzip && isPacked && file.size > 1024) return sendPacked(request, file, headers);
  headers.set('Content-Length', String(file.size));
  const body = request.method === 'HEAD' || file.size === 0 ? null : fileStream(file, 0, file.size - 1);
  return new Response(body, { headers });
}
