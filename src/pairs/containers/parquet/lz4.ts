import { ParquetDamage } from './ParquetDamage';

/**
 * Unpacks one LZ4 block.
 *
 * @throws ParquetDamage where it does not give exactly `length` bytes.
 */
export function unpackLz4(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let [from, to] = [0, 0];
  const more = (count: number): number => {
    let total = count;
    for (let byte = count === 15 ? 255 : 0; byte === 255; total += byte) byte = input[from++] ?? 0;
    return total;
  };
  while (from < input.length) {
    const token = input[from++] ?? 0;
    const literals = more(token >> 4);
    if (from + literals > input.length || to + literals > length) throw new ParquetDamage('its LZ4 data are damaged');
    output.set(input.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from === input.length) break;
    const back = (input[from] ?? 0) | ((input[from + 1] ?? 0) << 8);
    from += 2;
    const copied = more(token & 15) + 4;
    if (back === 0 || back > to || to + copied > length) throw new ParquetDamage('its LZ4 data are damaged');
    for (const end = to + copied; to < end; to++) output[to] = output[to - back] ?? 0;
  }
  if (to < length) throw new ParquetDamage(`its LZ4 data give ${to} of ${length} bytes`);
  return output;
}

/** Hadoop's form of LZ4, blocks with their sizes before them; without those it is one block, as some writers have it. */
export function unpackHadoopLz4(input: Uint8Array, length: number): Uint8Array {
  const blocks = hadoopBlocks(input, length);
  if (blocks === null) return unpackLz4(input, length);
  const output = new Uint8Array(length);
  let to = 0;
  for (const { bytes, unpacked } of blocks) {
    output.set(unpackLz4(bytes, unpacked), to);
    to += unpacked;
  }
  return output;
}

/** Null where the sizes do not add up. */
function hadoopBlocks(input: Uint8Array, length: number): { bytes: Uint8Array; unpacked: number }[] | null {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const blocks: { bytes: Uint8Array; unpacked: number }[] = [];
  let [from, total] = [0, 0];
  while (from + 8 <= input.length) {
    const [unpacked, packed] = [view.getUint32(from), view.getUint32(from + 4)];
    from += 8;
    if (packed > input.length - from || unpacked > length - total) return null;
    blocks.push({ bytes: input.subarray(from, from + packed), unpacked });
    from += packed;
    total += unpacked;
  }
  return from === input.length && total === length && blocks.length > 0 ? blocks : null;
}
