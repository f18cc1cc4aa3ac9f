import { ParquetDamage } from './ParquetDamage';

/** The fields of a struct by their numbers. A number beyond 2^53 is NaN. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;
export type ThriftValue = boolean | number | Uint8Array | ThriftStruct | ThriftValue[];

/** The bytes end inside of a value: there may be more of them. */
export class ThriftCut extends ParquetDamage {
  override name = 'ThriftCut';
}

const type = { stop: 0, yes: 1, no: 2, byte: 3, i16: 4, i32: 5, i64: 6, double: 7, binary: 8, list: 9, struct: 12 };
const maxDepth = 32;
/** Each takes memory however few bytes it has: a footer with more than these is there to fill it. */
const maxValues = 4_000_000;

/**
 * Reads Thrift's compact protocol, in which Parquet writes its footer and page headers. What a length claims is compared with
 * the bytes that are there before anything is made of it.
 */
export class ThriftReader {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #values = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  /** @throws ThriftCut where the bytes end too early, ParquetDamage where they are no struct. */
  struct(depth = 0): ThriftStruct {
    if (depth > maxDepth) throw new ParquetDamage(`its header is nested more than ${maxDepth} deep`);
    const fields = new Map<number, ThriftValue>();
    let field = 0;
    for (;;) {
      const header = this.#byte();
      const kind = header & 0x0f;
      if (kind === type.stop) return fields;
      field = header >> 4 === 0 ? this.#whole() : field + (header >> 4);
      fields.set(field, kind === type.yes || kind === type.no ? kind === type.yes : this.#value(kind, depth));
    }
  }

  #value(kind: number, depth: number): ThriftValue {
    if (++this.#values > maxValues) throw new ParquetDamage(`its header holds more than ${maxValues} values`);
    if (kind === type.byte) return (this.#byte() << 24) >> 24;
    if (kind === type.i16 || kind === type.i32 || kind === type.i64) return this.#whole();
    if (kind === type.double) return this.#view.getFloat64(this.#skip(8), true);
    if (kind === type.binary) return this.#binary();
    if (kind === type.list) return this.#list(depth);
    if (kind === type.struct) return this.struct(depth + 1);
    throw new ParquetDamage(`its header holds a value of the unknown type ${kind}`);
  }

  #list(depth: number): ThriftValue[] {
    if (depth > maxDepth) throw new ParquetDamage(`its header is nested more than ${maxDepth} deep`);
    const header = this.#byte();
    const kind = header & 0x0f;
    const count = header >> 4 === 15 ? this.#count() : header >> 4;
    const values: ThriftValue[] = [];
    const isFlags = kind === type.yes || kind === type.no;
    while (values.length < count) values.push(isFlags ? this.#byte() === type.yes : this.#value(kind, depth + 1));
    return values;
  }

  #binary(): Uint8Array {
    const length = this.#count();
    const from = this.#skip(length);
    return this.#bytes.subarray(from, from + length);
  }

  /** A length: every element has at least one byte, so there are no more of them than bytes. */
  #count(): number {
    const count = this.#digits();
    if (!(count <= this.#bytes.length - this.at)) throw new ThriftCut('its header is cut off');
    return count;
  }

  #whole(): number {
    const zigzag = this.#digits();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  /** A number in digits of seven bits, the lowest first. */
  #digits(): number {
    let value = 0;
    for (let digit = 0; digit < 10; digit++) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** (7 * digit);
      if (byte < 0x80) return Number.isSafeInteger(value) ? value : Number.NaN;
    }
    throw new ParquetDamage('a number in its header has more than ten bytes');
  }

  #byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw new ThriftCut('its header is cut off');
    this.at++;
    return byte;
  }

  #skip(length: number): number {
    if (this.at + length > this.#bytes.length) throw new ThriftCut('its header is cut off');
    this.at += length;
    return this.at - length;
  }
}
