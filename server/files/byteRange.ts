/** Bytes `first` to `last`, both included, as HTTP counts them. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * What a `Range` header asks of a file of `size` bytes: one range, "unsatisfiable", or null for the whole file (no header,
 * several ranges, or a form that RFC 9110 lets a server ignore).
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, from = '', to = ''] = match;
  if (from === '')
    return Number(to) === 0 || size === 0 ? 'unsatisfiable' : { first: Math.max(0, size - Number(to)), last: size - 1 };
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return null;
  return first >= size ? 'unsatisfiable' : { first, last };
}
