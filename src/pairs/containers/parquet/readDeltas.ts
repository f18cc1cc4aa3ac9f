import { ParquetDamage } from './ParquetDamage';

const maxBlockValues = 2 ** 20;
const maxMiniblocks = 2 ** 10;

/** Whole numbers that were read, and where the bytes go on after them. */
export interface Deltas {
  values: bigint[];
  end: number;
}

/**
 * Whole numbers as differences (DELTA_BINARY_PACKED), which wrap around at `bits`.
 *
 * @throws ParquetDamage where the bytes hold another number of them than `count`, or are cut off.
 */
export function readDeltas(bytes: Uint8Array, from: number, count: number, bits: 32 | 64): Deltas {
  const reader = new DeltaReader(bytes, from);
  const block = reader.digits();
  const miniblocks = Number(reader.digits());
  const total = reader.digits();
  const size = Number(block) / miniblocks;
  if (block > maxBlockValues || miniblocks > maxMiniblocks || size < 8 || size % 8 !== 0)
    throw new ParquetDamage(`blocks of ${block} differences in ${miniblocks} parts`);
  if (total !== BigInt(count)) throw new ParquetDamage(`a page has ${total} differences where ${count} are due`);
  let value = BigInt.asIntN(bits, reader.zigzag());
  const values: bigint[] = count === 0 ? [] : [value];
  while (values.length < count) {
    const least = reader.zigzag();
    const widths = reader.take(miniblocks);
    for (const width of widths) {
      if (values.length >= count) break;
      const used = Math.min(size, count - values.length);
      for (const above of packed(reader.take((size / 8) * width), width, used)) {
        value = BigInt.asIntN(bits, value + least + above);
        values.push(value);
      }
    }
  }
  return { values, end: reader.at };
}

class DeltaReader {
  at: number;

  constructor(
    readonly bytes: Uint8Array,
    from: number,
  ) {
    this.at = from;
  }

  take(length: number): Uint8Array {
    this.at += length;
    if (this.at > this.bytes.length) throw new ParquetDamage('its differences are cut off');
    return this.bytes.subarray(this.at - length, this.at);
  }

  digits(): bigint {
    let value = 0n;
    for (let digit = 0n; digit < 10n; digit++) {
      const [byte = 0] = this.take(1);
      value |= BigInt(byte & 0x7f) << (7n * digit);
      if (byte < 0x80) return value;
    }
    throw new ParquetDamage('a difference of more than ten bytes');
  }

  zigzag(): bigint {
    const value = this.digits();
    return (value >> 1n) ^ -(value & 1n);
  }
}

function* packed(bytes: Uint8Array, width: number, count: number): Generator<bigint> {
  if (width > 64) throw new ParquetDamage(`differences of ${width} bits`);
  const [wide, mask] = [BigInt(width), (1n << BigInt(width)) - 1n];
  let [held, bits, at] = [0n, 0n, 0];
  for (let place = 0; place < count; place++) {
    for (; bits < wide; bits += 8n) held |= BigInt(bytes[at++] ?? 0) << bits;
    yield held & mask;
    held >>= wide;
    bits -= wide;
  }
}
