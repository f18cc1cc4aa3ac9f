import type { Cell, CellReader, Raw } from './cellReader';
import { ParquetDamage } from './ParquetDamage';
import { readDeltas } from './readDeltas';
import { readHybrid } from './readHybrid';
import type { LeafType, Physical } from './SchemaNode';

/** One leaf's way of reading: its type, how its values become cells, and the dictionary of the pages at hand. */
export interface LeafReading {
  type: LeafType;
  cell: CellReader;
  dictionary: Cell[] | null;
}

/** Front-coded texts share their beginnings: unpacked they may be any size. */
const maxTextBytes = 256 * 1024 * 1024;

/**
 * `count` values of a page as cells.
 *
 * @throws ParquetDamage where the bytes do not hold them, or in an encoding that Assay does not read.
 */
export function readCells(encoding: number, bytes: Uint8Array, count: number, reading: LeafReading): Cell[] {
  const { type, cell } = reading;
  if (encoding === 0) return readPlain(bytes, count, type, cell);
  if (encoding === 2 || encoding === 8) return fromDictionary(bytes, count, reading.dictionary);
  if (encoding === 3 && type.physical === 'BOOLEAN') return flags(bytes, count);
  if (encoding === 5 && type.physical === 'INT32') return readDeltas(bytes, 0, count, 32).values.map(Number).map(cell);
  if (encoding === 5 && type.physical === 'INT64') return readDeltas(bytes, 0, count, 64).values.map(cell);
  if (encoding === 6 && type.physical === 'BYTE_ARRAY') return withLengths(bytes, 0, count).map(cell);
  if (encoding === 7 && type.physical.endsWith('BYTE_ARRAY')) return frontCoded(bytes, count, type).map(cell);
  if (encoding === 9) return readPlain(together(bytes, count, type), count, type, cell);
  throw new ParquetDamage(`${type.physical} in an encoding that Assay does not read (number ${encoding})`);
}

const widths: { [physical in Physical]?: number } = { INT32: 4, INT64: 8, INT96: 12, FLOAT: 4, DOUBLE: 8 };

/** Values one after the other. */
export function readPlain(bytes: Uint8Array, count: number, type: LeafType, cell: CellReader): Cell[] {
  if (type.physical === 'BYTE_ARRAY') return readTexts(bytes, count, cell);
  const width = type.physical === 'FIXED_LEN_BYTE_ARRAY' ? type.length : (widths[type.physical] ?? 1 / 8);
  if (count * width > bytes.length) throw cut();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, at) => cell(rawAt(type.physical, bytes, view, at, width)));
}

function rawAt(physical: Physical, bytes: Uint8Array, view: DataView, at: number, width: number): Raw {
  if (physical === 'BOOLEAN') return (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) === 1;
  const from = at * width;
  if (physical === 'INT32') return view.getInt32(from, true);
  if (physical === 'INT64') return view.getBigInt64(from, true);
  if (physical === 'FLOAT') return view.getFloat32(from, true);
  if (physical === 'DOUBLE') return view.getFloat64(from, true);
  return physical === 'INT96' ? nanoseconds(view, from) : bytes.subarray(from, from + width);
}

/** Nanoseconds of the day, then the Julian day. */
function nanoseconds(view: DataView, from: number): bigint {
  return BigInt(view.getInt32(from + 8, true) - 2_440_588) * 86_400_000_000_000n + view.getBigInt64(from, true);
}

function readTexts(bytes: Uint8Array, count: number, cell: CellReader): Cell[] {
  if (4 * count > bytes.length) throw cut();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  return Array.from({ length: count }, () => {
    if (at + 4 > bytes.length) throw cut();
    const from = at + 4;
    at = from + view.getUint32(at, true);
    if (at > bytes.length) throw cut();
    return cell(bytes.subarray(from, at));
  });
}

function fromDictionary(bytes: Uint8Array, count: number, dictionary: Cell[] | null): Cell[] {
  if (dictionary === null) throw new ParquetDamage('a page asks for a dictionary that is not there');
  if (count === 0) return [];
  const [width] = bytes;
  if (width === undefined) throw cut();
  return Array.from(readHybrid(bytes.subarray(1), width, count), (place) => {
    const cell = dictionary[place];
    if (cell === undefined) throw new ParquetDamage(`place ${place} in a dictionary of ${dictionary.length}`);
    return cell;
  });
}

function flags(bytes: Uint8Array, count: number): Cell[] {
  return Array.from(readHybrid(bytes.subarray(4), 1, count), (flag) => flag === 1);
}

/** All lengths, then all bytes. */
function withLengths(bytes: Uint8Array, from: number, count: number): Uint8Array[] {
  const { values, end } = readDeltas(bytes, from, count, 32);
  let at = end;
  return values.map((length) => {
    const to = at + Number(length);
    if (length < 0n || to > bytes.length) throw cut();
    at = to;
    return bytes.subarray(to - Number(length), to);
  });
}

/** How much of the beginning each has in common with the one before, then the rest of each. */
function frontCoded(bytes: Uint8Array, count: number, { physical, length }: LeafType): Uint8Array[] {
  const shared = readDeltas(bytes, 0, count, 32);
  const ends = withLengths(bytes, shared.end, count);
  let before = new Uint8Array();
  let total = 0;
  return ends.map((end, at) => {
    const begins = Number(shared.values[at] ?? 0n);
    total += begins + end.length;
    if (begins < 0 || begins > before.length || total > maxTextBytes) throw cut();
    const whole = new Uint8Array(begins + end.length);
    whole.set(before.subarray(0, begins));
    whole.set(end, begins);
    if (physical === 'FIXED_LEN_BYTE_ARRAY' && whole.length !== length) throw cut();
    before = whole;
    return whole;
  });
}

/** All first bytes, then all second bytes, and so on (BYTE_STREAM_SPLIT). */
function together(bytes: Uint8Array, count: number, { physical, length }: LeafType): Uint8Array {
  const width = physical === 'FIXED_LEN_BYTE_ARRAY' ? length : widths[physical];
  if (width === undefined || count * width > bytes.length) throw cut();
  const output = new Uint8Array(count * width);
  for (let at = 0; at < output.length; at++) output[at] = bytes[(at % width) * count + Math.floor(at / width)] ?? 0;
  return output;
}

function cut(): ParquetDamage {
  return new ParquetDamage('a page has fewer values than its header says');
}
