import type { Cell } from './cellReader';
import type { PageHeader } from './PageHeader';
import { ParquetDamage } from './ParquetDamage';
import { readCells, type LeafReading } from './readCells';
import { readHybrid } from './readHybrid';
import type { SchemaNode } from './SchemaNode';
import { unpackPage } from './unpackPage';

type Levels = Uint8Array | Uint32Array;

/** Values of one leaf, with nulls and empty lists. */
export interface Page {
  count: number;
  /** One a value; null where all are there, and where none is in a list. */
  definition: Levels | null;
  repetition: Levels | null;
  /** Only of the values that are there. */
  cells: Cell[];
}

interface Parts {
  repetition: Uint8Array;
  definition: Uint8Array;
  values: Uint8Array;
}

/**
 * The values of a data page.
 *
 * @param stored the page's bytes as they lie in the file.
 * @throws ParquetDamage where they do not hold what the header says.
 */
export function readPage(
  header: PageHeader,
  stored: Uint8Array,
  codec: number,
  leaf: SchemaNode,
  reading: LeafReading,
): Page {
  const parts = header.kind === 'data2' ? secondParts(header, stored, codec) : firstParts(header, stored, codec, leaf);
  const { values: count } = header;
  const repetition = levels(parts.repetition, leaf.repeated, count);
  const definition = levels(parts.definition, leaf.definition, count);
  const present = definition === null ? count : countOf(definition, leaf.definition);
  if (header.nulls !== null && header.nulls !== count - present)
    throw new ParquetDamage(`a page has ${count - present} nulls where its header says ${header.nulls}`);
  return { count, definition, repetition, cells: readCells(header.encoding, parts.values, present, reading) };
}

/** Everything is packed together; levels have their length before them. */
function firstParts(header: PageHeader, stored: Uint8Array, codec: number, leaf: SchemaNode): Parts {
  const bytes = unpackPage(codec, stored, header.unpackedBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const next = (highest: number): Uint8Array => {
    if (highest === 0) return new Uint8Array();
    const from = at + 4;
    const length = from <= bytes.length ? view.getUint32(at, true) : Infinity;
    if (length > bytes.length - from) throw new ParquetDamage('the levels of a page are cut off');
    at = from + length;
    return bytes.subarray(from, at);
  };
  return { repetition: next(leaf.repeated), definition: next(leaf.definition), values: bytes.subarray(at) };
}

/** Levels stand before the packed values as they are. */
function secondParts(header: PageHeader, stored: Uint8Array, codec: number): Parts {
  const { repetitionBytes, definitionBytes, unpackedBytes } = header;
  const from = repetitionBytes + definitionBytes;
  if (from > stored.length || from > unpackedBytes) throw new ParquetDamage('the levels of a page are cut off');
  const packed = stored.subarray(from);
  return {
    repetition: stored.subarray(0, repetitionBytes),
    definition: stored.subarray(repetitionBytes, from),
    values: unpackPage(header.isPacked ? codec : 0, packed, unpackedBytes - from),
  };
}

function levels(bytes: Uint8Array, highest: number, count: number): Levels | null {
  if (highest === 0) return null;
  const read = readHybrid(bytes, 32 - Math.clz32(highest), count);
  if (read.some((level) => level > highest)) throw new ParquetDamage('a level deeper than the schema');
  return read;
}

function countOf(levels: Levels, wanted: number): number {
  let count = 0;
  for (const level of levels) if (level === wanted) count++;
  return count;
}

/** Some values from a page's end and the page after it as one. */
export function joinPages(page: Page, from: number, cellsFrom: number, next: Page): Page {
  if (from === page.count) return next;
  return {
    count: page.count - from + next.count,
    definition: joinLevels(page.definition, from, next.definition),
    repetition: joinLevels(page.repetition, from, next.repetition),
    cells: cellsFrom === page.cells.length ? next.cells : [...page.cells.slice(cellsFrom), ...next.cells],
  };
}

function joinLevels(one: Levels | null, from: number, other: Levels | null): Levels | null {
  if (one === null || other === null) return null;
  const joined = new Uint8Array(one.length - from + other.length);
  joined.set(one.subarray(from));
  joined.set(other, one.length - from);
  return joined;
}
