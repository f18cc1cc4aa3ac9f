/** A file of a zip: its path, and what is known of its bytes. */
export interface StoredPart {
  path: string;
  bytes: number;
  crc32: number;
}

interface Entry {
  name: Uint8Array;
  part: StoredPart;
  at: number;
}

const limit32 = 0xffffffff;
const limit16 = 0xffff;
/** UTF-8 names. */
const flags = 0x0800;
/** The first day that a zip can say: no file tells when it was written. */
const date = 0x21;

/**
 * What stands around files in a zip that packs nothing: `heads[n]` before the bytes of file n, `tail` after those of the last. Whoever
 * has the files need not copy them. Zip64 where a file, a place or the number of files wants it.
 *
 * Source: PKWARE's APPNOTE.TXT, 4.3 and 4.5.3.
 */
export function storedZip(parts: readonly StoredPart[]): {
  heads: Uint8Array<ArrayBuffer>[];
  tail: Uint8Array<ArrayBuffer>;
} {
  const entries: Entry[] = [];
  const heads: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const part of parts) {
    const entry = { name: new TextEncoder().encode(part.path), part, at };
    const head = localHeader(entry);
    entries.push(entry);
    heads.push(head);
    at += head.length + part.bytes;
  }
  return { heads, tail: directory(entries, at) };
}

/** Little-endian numbers, one after the other. */
class Fields {
  readonly #bytes: number[] = [];

  short(value: number): this {
    this.#bytes.push(value & 0xff, (value >>> 8) & 0xff);
    return this;
  }

  long(value: number): this {
    return this.short(value & limit16).short(value >>> 16);
  }

  /** Eight bytes: places and sizes up to 2^53. */
  wide(value: number): this {
    return this.long((value % 2 ** 32) >>> 0).long(Math.floor(value / 2 ** 32));
  }

  raw(bytes: Iterable<number>): this {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  get length(): number {
    return this.#bytes.length;
  }

  done(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}

function localHeader({ name, part: { bytes, crc32 } }: Entry): Uint8Array<ArrayBuffer> {
  const isLarge = bytes >= limit32;
  const extra = isLarge ? new Fields().short(1).short(16).wide(bytes).wide(bytes) : new Fields();
  return common(new Fields().long(0x04034b50), { isLarge, crc32, bytes })
    .short(name.length)
    .short(extra.length)
    .raw(name)
    .raw(extra.done())
    .done();
}

/** What the header before a file and its entry in the directory both say. */
function common(fields: Fields, { isLarge, crc32, bytes }: { isLarge: boolean; crc32: number; bytes: number }): Fields {
  const size = isLarge ? limit32 : bytes;
  return fields
    .short(isLarge ? 45 : 20)
    .short(flags)
    .short(0)
    .short(0)
    .short(date)
    .long(crc32)
    .long(size)
    .long(size);
}

function directory(entries: readonly Entry[], at: number): Uint8Array<ArrayBuffer> {
  const fields = new Fields();
  for (const entry of entries) directoryEntry(fields, entry);
  const bytes = fields.length;
  const isLarge = at >= limit32 || bytes >= limit32 || entries.length >= limit16;
  if (isLarge) largeEnd(fields, { count: entries.length, bytes, at });
  const count = Math.min(entries.length, limit16);
  return fields
    .long(0x06054b50)
    .short(0)
    .short(0)
    .short(count)
    .short(count)
    .long(Math.min(bytes, limit32))
    .long(Math.min(at, limit32))
    .short(0)
    .done();
}

function directoryEntry(fields: Fields, { name, part: { bytes, crc32 }, at }: Entry): void {
  const sizes = bytes >= limit32;
  const place = at >= limit32;
  const extra = new Fields();
  if (sizes || place) extra.short(1).short((sizes ? 16 : 0) + (place ? 8 : 0));
  if (sizes) extra.wide(bytes).wide(bytes);
  if (place) extra.wide(at);
  fields.long(0x02014b50).short(45);
  common(fields, { isLarge: sizes, crc32, bytes })
    .short(name.length)
    .short(extra.length)
    .short(0)
    .short(0)
    .short(0)
    .long(0)
    .long(place ? limit32 : at)
    .raw(name)
    .raw(extra.done());
}

function largeEnd(fields: Fields, { count, bytes, at }: { count: number; bytes: number; at: number }): void {
  fields.long(0x06064b50).wide(44).short(45).short(45).long(0).long(0);
  fields.wide(count).wide(count).wide(bytes).wide(at);
  fields
    .long(0x07064b50)
    .long(0)
    .wide(at + bytes)
    .long(1);
}
