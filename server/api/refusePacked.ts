import { problem } from '../problem';

/** Refuses a body that comes packed: what it unpacks to is known only when memory is full of it. Null where it comes as it is. */
export function refusePacked(request: Request): Response | null {
  const encoding = request.headers.get('Content-Encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity') return null;
  const detail = `The body is packed (Content-Encoding: ${encoding}); send it unpacked.`;
  return problem(415, 'Packed body', detail, { 'Accept-Encoding': 'identity', Connection: 'close' });
}
