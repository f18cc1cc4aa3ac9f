import { ParquetDamage } from './ParquetDamage';

/**
 * Whole numbers of `width` bits in Parquet's hybrid of runs and packed bits: levels and places in a dictionary.
 *
 * @throws ParquetDamage where the bytes hold fewer than `count`.
 */
export function readHybrid(bytes: Uint8Array, width: number, count: number): Uint8Array | Uint32Array {
  if (width > 32) throw new ParquetDamage(`levels or places of ${width} bits`);
  const output = width <= 8 ? new Uint8Array(count) : new Uint32Array(count);
  if (width === 0) return output;
  let [at, done] = [0, 0];
  while (done < count) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) throw cut();
      header += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const isPacked = header % 2 === 1;
    const run = Math.floor(header / 2);
    const length = isPacked ? run * width : Math.ceil(width / 8);
    if (isPacked)
      done = unpackBits(bytes.subarray(at, at + length), width, output, done, Math.min(count, done + 8 * run));
    else {
      output.fill(repeatedAt(bytes, at, length), done, Math.min(count, done + run));
      done += run;
    }
    at += length;
  }
  return output;
}

function repeatedAt(bytes: Uint8Array, at: number, length: number): number {
  if (at + length > bytes.length) throw cut();
  let value = 0;
  for (let byte = 0; byte < length; byte++) value += (bytes[at + byte] ?? 0) * 2 ** (8 * byte);
  return value;
}

/** Fills `output` from `done` up to `end` and gives `end`. */
function unpackBits(
  bytes: Uint8Array,
  width: number,
  output: Uint8Array | Uint32Array,
  done: number,
  end: number,
): number {
  if (Math.ceil(((end - done) * width) / 8) > bytes.length) throw cut();
  const radix = 2 ** width;
  let [held, bits, at] = [0, 0, 0];
  for (let place = done; place < end; place++) {
    // At most 39 bits are held, which a double holds exactly.
    for (; bits < width; bits += 8) held += (bytes[at++] ?? 0) * 2 ** bits;
    const value = held % radix;
    output[place] = value;
    held = (held - value) / radix;
    bits -= width;
  }
  return end;
}

function cut(): ParquetDamage {
  return new ParquetDamage('its levels or places in the dictionary are cut off');
}
