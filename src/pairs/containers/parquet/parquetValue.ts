import type { ParquetParsers } from 'hyparquet';
import type { Json } from '../../Json';
import { parseJson } from '../../parseJson';

/** Bytes in a text column that are not UTF-8: their row is rejected, never shown with characters replaced. */
class BrokenText {
  constructor(readonly reason: string) {}
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How hyparquet is to give texts and dates: texts strictly, dates as ISO 8601 to their last digit. */
export const parquetParsers: Partial<ParquetParsers> = {
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && textOf(bytes),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && jsonOf(bytes),
  dateFromDays: (days: number | undefined) =>
    days === undefined ? undefined : timeOf(BigInt(days) * 86_400n, 0n, 1n).slice(0, 10),
  timestampFromMilliseconds: (millis: bigint | undefined) => time(millis, 1000n),
  timestampFromMicroseconds: (micros: bigint | undefined) => time(micros, 1_000_000n),
  timestampFromNanoseconds: (nanos: bigint | undefined) => time(nanos, 1_000_000_000n),
};

/**
 * A value of a Parquet file as the same value would stand in JSON. Whole numbers that a double cannot hold are text, as in JSON
 * rows; so are NaN and infinities; bytes that are no text are text in base 64.
 *
 * @throws RangeError with the reason, where the value has no form in JSON.
 */
export function parquetValue(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return wholeOf(value);
  if (value instanceof BrokenText) throw new RangeError(value.reason);
  if (value instanceof Uint8Array) return bytesAsText(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>, parquetValue);
  if (typeof value !== 'object') throw new RangeError(`a value of type ${typeof value}, which JSON has not`);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, parquetValue(member)]));
}

function wholeOf(value: bigint): Json {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function textOf(bytes: Uint8Array): string | BrokenText {
  try {
    return strict.decode(bytes);
  } catch {
    return new BrokenText('not valid UTF-8');
  }
}

function jsonOf(bytes: Uint8Array): Json | BrokenText {
  const text = textOf(bytes);
  if (typeof text !== 'string') return text;
  try {
    return parseJson(text);
  } catch (error) {
    return new BrokenText((error as SyntaxError).message);
  }
}

/** Columns of bytes often hold text that its writer did not declare. */
function bytesAsText(bytes: Uint8Array): string {
  const text = textOf(bytes);
  return typeof text === 'string' ? text : `base64:${base64Of(bytes)}`;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two = 0, three = 0] = bytes.subarray(at, at + 3);
    const bits = (one << 16) | (two << 8) | three;
    const four = [18, 12, 6, 0].map((shift) => digits[(bits >> shift) & 63] ?? '').join('');
    parts.push(four.slice(0, Math.min(4, bytes.length - at + 1)).padEnd(4, '='));
  }
  return parts.join('');
}

function time(count: bigint | undefined, perSecond: bigint): string | undefined {
  if (count === undefined) return undefined;
  const units = BigInt(count);
  const rest = ((units % perSecond) + perSecond) % perSecond;
  return timeOf((units - rest) / perSecond, rest, perSecond);
}

/** Years that a Date cannot hold are told by their count of seconds. */
function timeOf(seconds: bigint, rest: bigint, perSecond: bigint): string {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds} s since 1970`;
  const fraction = rest === 0n ? '' : `.${String(rest).padStart(String(perSecond).length - 1, '0')}`;
  return date.toISOString().replace('.000Z', `${fraction}Z`);
}
