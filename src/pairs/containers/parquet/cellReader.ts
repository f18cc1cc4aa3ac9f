import type { Json } from '../../Json';
import { parseJson } from '../../parseJson';
import { base64Of } from './base64Of';
import type { LeafType } from './SchemaNode';

/** Bytes in a text column that are no text: their row is rejected, never shown with characters replaced. */
export class BrokenCell {
  constructor(readonly reason: string) {}
}

/** A value as it is stored. */
export type Raw = boolean | number | bigint | Uint8Array;
export type Cell = Json | BrokenCell;
export type CellReader = (raw: Raw) => Cell;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Longer decimals than any writer has take time out of proportion. */
const maxDecimalBytes = 64;

/**
 * How values of a leaf become what would stand in JSON. Whole numbers that a double cannot hold are text, as in JSON rows; so
 * are decimals that it cannot hold, NaN and infinities; dates are ISO 8601 to their last digit; bytes that are no text are
 * text in base 64.
 */
export function cellReader({ physical, meaning }: LeafType): CellReader {
  if (physical === 'INT96') return (raw) => timeOf(BigInt(asWhole(raw)), 1_000_000_000n);
  if (meaning.kind === 'text') return (raw) => textOf(asBytes(raw));
  if (meaning.kind === 'json') return (raw) => jsonOf(asBytes(raw));
  if (meaning.kind === 'uuid') return (raw) => uuidOf(asBytes(raw));
  if (meaning.kind === 'float16') return (raw) => numberCell(halfOf(asBytes(raw)));
  if (meaning.kind === 'date')
    return (raw) => timeOf(BigInt(asWhole(raw)) * 86_400n, 1n).slice(0, -'T00:00:00Z'.length);
  if (meaning.kind === 'timestamp') return (raw) => timeOf(BigInt(asWhole(raw)), meaning.perSecond);
  if (meaning.kind === 'decimal') return (raw) => decimalOf(raw, meaning.scale);
  if (meaning.kind === 'unsigned')
    return (raw) => (typeof raw === 'bigint' ? wholeCell(BigInt.asUintN(64, raw)) : Number(raw) >>> 0);
  return plainCell;
}

function plainCell(raw: Raw): Cell {
  if (typeof raw === 'boolean') return raw;
  if (typeof raw === 'number') return numberCell(raw);
  return typeof raw === 'bigint' ? wholeCell(raw) : bytesCell(raw);
}

function numberCell(value: number): Json {
  return Number.isFinite(value) ? value : String(value);
}

function wholeCell(value: bigint): Json {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** Columns of bytes often hold text that its writer did not declare. */
function bytesCell(bytes: Uint8Array): string {
  const text = textOf(bytes);
  return typeof text === 'string' ? text : `base64:${base64Of(bytes)}`;
}

function textOf(bytes: Uint8Array): string | BrokenCell {
  try {
    return strict.decode(bytes);
  } catch {
    return new BrokenCell('not valid UTF-8');
  }
}

function jsonOf(bytes: Uint8Array): Cell {
  const text = textOf(bytes);
  if (typeof text !== 'string') return text;
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return new BrokenCell(error.message);
  }
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function halfOf([low = 0, high = 0]: Uint8Array): number {
  const [sign, exponent, fraction] = [high >> 7 ? -1 : 1, (high >> 2) & 31, ((high & 3) << 8) | low];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A number where it is exactly what stands there, else its digits. */
function decimalOf(raw: Raw, scale: number): Cell {
  if (raw instanceof Uint8Array && raw.length > maxDecimalBytes)
    return new BrokenCell(`a decimal of ${raw.length} bytes`);
  const unscaled = raw instanceof Uint8Array ? wholeOfBytes(raw) : BigInt(asWhole(raw));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - scale);
  const text = `${unscaled < 0n ? '-' : ''}${whole}${scale === 0 || fraction === '' ? '' : `.${fraction}`}`;
  return String(Number(text)) === text && (fraction !== '' || Number.isSafeInteger(Number(text))) ? Number(text) : text;
}

/** Big-endian, in two's complement. */
function wholeOfBytes(bytes: Uint8Array): bigint {
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return BigInt.asIntN(8 * bytes.length, value);
}

/** Years that a Date cannot hold are told by their count of seconds. */
function timeOf(units: bigint, perSecond: bigint): string {
  const rest = ((units % perSecond) + perSecond) % perSecond;
  const seconds = (units - rest) / perSecond;
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds} s since 1970`;
  const fraction = rest === 0n ? '' : `.${String(rest).padStart(String(perSecond).length - 1, '0')}`;
  return date.toISOString().replace('.000Z', `${fraction}Z`);
}

function asWhole(raw: Raw): number | bigint {
  return typeof raw === 'number' || typeof raw === 'bigint' ? raw : 0;
}

function asBytes(raw: Raw): Uint8Array {
  return raw instanceof Uint8Array ? raw : new Uint8Array();
}
