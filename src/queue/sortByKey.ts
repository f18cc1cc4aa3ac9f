const digitBits = 16;
const digits = 2 ** digitBits;

/**
 * Rows ordered by `keys[row]`, ascending; rows with equal keys keep their order. A radix sort over the bits of the keys:
 * an ordering of 100,000 rows by a comparing function would take longer than a person should wait for the next pair.
 *
 * @param keys finite or infinite, never NaN.
 */
export function sortByKey(rows: Uint32Array, keys: Float64Array): Uint32Array {
  const words = sortableWords(rows, keys);
  let order = Uint32Array.from(rows, (_, at) => at);
  for (let digit = 0; digit < 4; digit++) order = sortByDigit(order, words, digit);
  return order.map((at) => rows[at] ?? 0);
}

/** The keys as unsigned 64-bit numbers in the same order, the low word first: negative ones inverted, the sign bit of others set. */
function sortableWords(rows: Uint32Array, keys: Float64Array): Uint32Array {
  const words = new Uint32Array(Float64Array.from(rows, (row) => (keys[row] ?? 0) + 0).buffer);
  for (let high = 1; high < words.length; high += 2) {
    const isNegative = (words[high] ?? 0) >>> 31 === 1;
    words[high - 1] = (words[high - 1] ?? 0) ^ (isNegative ? 0xffffffff : 0);
    words[high] = (words[high] ?? 0) ^ (isNegative ? 0xffffffff : 0x80000000);
  }
  return words;
}

/** One stable pass: counts each digit's keys, then puts every row behind those before it. */
function sortByDigit(order: Uint32Array<ArrayBuffer>, words: Uint32Array, digit: number): Uint32Array<ArrayBuffer> {
  const [offset, shift] = [digit >> 1, (digit & 1) * digitBits];
  const digitOf = (at: number): number => ((words[2 * at + offset] ?? 0) >>> shift) & (digits - 1);
  const ends = new Uint32Array(digits);
  for (let n = 0; n < order.length; n++) count(ends, digitOf(order[n] ?? 0), 1);
  for (let value = 1; value < digits; value++) count(ends, value, ends[value - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (let n = order.length - 1; n >= 0; n--) {
    const at = order[n] ?? 0;
    sorted[count(ends, digitOf(at), -1)] = at;
  }
  return sorted;
}

function count(counts: Uint32Array, at: number, by: number): number {
  const next = (counts[at] ?? 0) + by;
  counts[at] = next;
  return next;
}
