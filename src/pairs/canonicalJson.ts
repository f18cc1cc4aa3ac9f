/**
 * The one JSON text of a value, after RFC 8785: keys sorted by UTF-16 units, no white space, numbers and strings as
 * ECMAScript writes them. Hashes of items and of verdict events are taken over its UTF-8 bytes. A lone surrogate is
 * written as its escape (the RFC refuses it), so that two texts never share a form. Keys that hold `undefined` are absent.
 *
 * @throws TypeError where the value holds anything that JSON has not (NaN, bigint, function, an `undefined` element).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (isPlainObject(value)) return `{${members(value).join(',')}}`;
  throw new TypeError(
    `Canonical JSON has no form for ${describe(value)}; give null, booleans, finite numbers or text.`,
  );
}

function members(object: Record<string, unknown>): string[] {
  return Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : Object.prototype.toString.call(value);
}
