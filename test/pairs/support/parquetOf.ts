/** Values of Thrift's compact protocol: whole numbers, texts, bytes, lists, and structs as objects of field numbers. */
export type Thrift = number | string | boolean | Uint8Array | Thrift[] | { [field: number]: Thrift };

const kinds = { yes: 1, no: 2, whole: 6, binary: 8, list: 9, struct: 12 };

/** A struct as bytes, true or not: what hostile Parquet files are made of. */
export function thriftOf(struct: { [field: number]: Thrift }): Buffer {
  let before = 0;
  const fields = Object.entries(struct).map(([name, value]) => {
    const field = Number(name);
    const header = ((field - before) << 4) | kindOf(value);
    before = field;
    return typeof value === 'boolean' ? Buffer.of(header) : Buffer.concat([Buffer.of(header), valueOf(value)]);
  });
  return Buffer.concat([...fields, Buffer.of(0)]);
}

function kindOf(value: Thrift): number {
  if (typeof value === 'boolean') return value ? kinds.yes : kinds.no;
  if (typeof value === 'number') return kinds.whole;
  if (typeof value === 'string' || value instanceof Uint8Array) return kinds.binary;
  return Array.isArray(value) ? kinds.list : kinds.struct;
}

function valueOf(value: Thrift): Buffer {
  if (typeof value === 'number') return digits(BigInt(value) * (value < 0 ? -2n : 2n) - (value < 0 ? 1n : 0n));
  if (typeof value === 'string') return valueOf(Buffer.from(value));
  if (value instanceof Uint8Array) return Buffer.concat([digits(BigInt(value.length)), value]);
  if (!Array.isArray(value)) return thriftOf(value as { [field: number]: Thrift });
  const count = Buffer.concat([Buffer.of(0xf0 | kindOf(value[0] ?? 0)), digits(BigInt(value.length))]);
  return Buffer.concat([count, ...value.map(valueOf)]);
}

function digits(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 0x80n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
}

/** A Parquet file of these pages and this footer. */
export function parquetOf(pages: Buffer, footer: { [field: number]: Thrift }): Uint8Array<ArrayBuffer> {
  const written = thriftOf(footer);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(written.length);
  return new Uint8Array(Buffer.concat([Buffer.from('PAR1'), pages, written, length, Buffer.from('PAR1')]));
}
