const digitBits = 16;
const digits = 2 ** digitBits;
const digitMask = digits - 1;

/** Rows beside each other whose keys differ in their low words only are put in order by insertion, if they are not more than these. */
const longestRun = 32;

/** Keys as unsigned 64-bit numbers in the same order, by place among the rows. */
interface Words {
  high: Uint32Array;
  low: Uint32Array;
}

/**
 * Rows ordered by `keys[row]`, ascending; rows with equal keys keep their order. A radix sort over the bits of the keys:
 * an ordering of a million rows by a comparing function would take longer than a person should wait for the next pair. The
 * high words decide nearly always; where they do not, the low words are sorted before them.
 *
 * @param keys finite or infinite, never NaN.
 */
export function sortByKey(rows: Uint32Array, keys: Float64Array): Uint32Array {
  const words = sortableWords(rows, keys);
  let sorted = sortByWord(identity(rows.length), words.high);
  if (!settleRuns(sorted, words)) sorted = sortByWord(sortByWord(identity(rows.length), words.low), words.high);
  for (let at = 0; at < sorted.length; at++) sorted[at] = rows[sorted[at] ?? 0] ?? 0;
  return sorted;
}

function identity(length: number): Uint32Array<ArrayBuffer> {
  const order = new Uint32Array(length);
  for (let at = 0; at < length; at++) order[at] = at;
  return order;
}

/** Negative keys are inverted, the sign bit of all others is set. */
function sortableWords(rows: Uint32Array, keys: Float64Array): Words {
  const [high, low] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  const value = new Float64Array(1);
  const parts = new Uint32Array(value.buffer);
  for (let at = 0; at < rows.length; at++) {
    // The sum makes a negative zero a positive one: they are equal.
    value[0] = (keys[rows[at] ?? 0] ?? 0) + 0;
    const [lower, upper] = [parts[0] ?? 0, parts[1] ?? 0];
    const isNegative = upper >>> 31 === 1;
    high[at] = isNegative ? ~upper : upper ^ 0x80000000;
    low[at] = isNegative ? ~lower : lower;
  }
  return { high, low };
}

/** Two stable passes, the low digit before the high one. */
function sortByWord(order: Uint32Array<ArrayBuffer>, words: Uint32Array): Uint32Array<ArrayBuffer> {
  return sortByDigit(sortByDigit(order, words, 0), words, digitBits);
}

/** One stable pass: counts each digit's keys, then puts every place behind those before it. */
function sortByDigit(order: Uint32Array<ArrayBuffer>, words: Uint32Array, shift: number): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(digits + 1);
  for (let at = 0; at < words.length; at++) {
    const next = (((words[at] ?? 0) >>> shift) & digitMask) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  // Whole numbers differ in their high digits only.
  if (words.length === 0 || starts[(((words[0] ?? 0) >>> shift) & digitMask) + 1] === words.length) return order;
  for (let digit = 1; digit < digits; digit++) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (let n = 0; n < order.length; n++) {
    const at = order[n] ?? 0;
    const digit = ((words[at] ?? 0) >>> shift) & digitMask;
    const place = starts[digit] ?? 0;
    starts[digit] = place + 1;
    sorted[place] = at;
  }
  return sorted;
}

/** Orders what has the same high word by the low one. False where that would take long: then nothing may be relied on. */
function settleRuns(order: Uint32Array, { high, low }: Words): boolean {
  for (let from = 0; from < order.length;) {
    const word = high[order[from] ?? 0];
    let to = from + 1;
    while (to < order.length && high[order[to] ?? 0] === word) to++;
    if (to - from > longestRun && !isAscending(order, low, from, to)) return false;
    insertByWord(order, low, from, to);
    from = to;
  }
  return true;
}

function isAscending(order: Uint32Array, low: Uint32Array, from: number, to: number): boolean {
  for (let n = from + 1; n < to; n++) if ((low[order[n] ?? 0] ?? 0) < (low[order[n - 1] ?? 0] ?? 0)) return false;
  return true;
}

function insertByWord(order: Uint32Array, low: Uint32Array, from: number, to: number): void {
  for (let n = from + 1; n < to; n++) {
    const at = order[n] ?? 0;
    let place = n;
    for (; place > from && (low[order[place - 1] ?? 0] ?? 0) > (low[at] ?? 0); place--)
      order[place] = order[place - 1] ?? 0;
    order[place] = at;
  }
}
