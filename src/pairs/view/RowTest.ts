const backslash = 0x5c;
const bracket = 0x5b;

/** So many parts of a text are looked for, the longest first. */
const mostParts = 4;

/** What stands in JSON as it stands in the text, if no writer escapes it: ASCII but for quotation marks and slashes. */
const plain = /[ !#-.0-[\]-~]+/g;

/** Plain characters that follow each other, in lower case. */
interface Part {
  bytes: Uint8Array;
  /** Horspool's table: how far a search goes on after a last byte, in either case. */
  skips: Uint8Array;
}

/**
 * Whether the bytes of a kept row (JSON in UTF-8) may hold a text, in any case: what surely does not hold it need not be read.
 * In doubt a row may.
 */
export class RowTest {
  readonly #parts: Part[];

  constructor(text: string) {
    const parts = text.toLowerCase().match(plain) ?? [];
    const longest = [...new Set(parts)].sort((one, other) => other.length - one.length).slice(0, mostParts);
    this.#parts = longest.map((part) => partOf(part.slice(0, 255)));
  }

  /** Whether it can be of use to ask. */
  get decides(): boolean {
    return this.#parts.length > 0;
  }

  mayHold(row: Uint8Array): boolean {
    return this.#parts.every((part) => holds(row, part)) || isDoubtful(row);
  }
}

function holds(row: Uint8Array, { bytes, skips }: Part): boolean {
  const last = bytes.length - 1;
  for (let end = last; end < row.length; end += skips[row[end] ?? 0] ?? 1) {
    let at = last;
    while (at >= 0 && lowerCase(row[end - last + at] ?? 0) === bytes[at]) at--;
    if (at < 0) return true;
  }
  return false;
}

function lowerCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function partOf(text: string): Part {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const last = bytes.length - 1;
  const skips = new Uint8Array(256).fill(bytes.length);
  for (const [at, byte] of bytes.subarray(0, last).entries()) {
    skips[byte] = last - at;
    if (byte >= 0x61) skips[byte - 0x20] = last - at;
  }
  return { bytes, skips };
}

/** In UTF-8 the other characters whose lower case is, or begins with, a letter of ASCII: the Kelvin sign and I with a dot. */
const kelvin = [0xe2, 0x84, 0xaa];
const dottedI = [0xc4, 0xb0];

/**
 * Whether a plain character may stand in the row other than as itself: as an escape like \u0041, as the lower case of another
 * one, or divided between the parts of a content that is a list, which are joined.
 */
function isDoubtful(row: Uint8Array): boolean {
  if (has(row, kelvin) || has(row, dottedI)) return true;
  for (let at = row.indexOf(backslash); at >= 0; at = row.indexOf(backslash, at + 1)) {
    const isEscape = row[at + 1] === 0x75 && row[at + 2] === 0x30 && row[at + 3] === 0x30;
    if (isEscape && (row[at + 4] ?? 0) >= 0x32 && (row[at + 4] ?? 0) <= 0x37) return true;
    if (isEscapedOther(row, at)) return true;
  }
  for (let at = row.indexOf(bracket); at >= 0; at = row.indexOf(bracket, at + 1)) {
    if (isListOfParts(row, at)) return true;
  }
  return false;
}

function has(row: Uint8Array, bytes: number[]): boolean {
  for (let at = row.indexOf(bytes[0] ?? 0); at >= 0; at = row.indexOf(bytes[0] ?? 0, at + 1)) {
    if (bytes.every((byte, n) => row[at + n] === byte)) return true;
  }
  return false;
}

/** Whether \u212a or \u0130 stands at a place: those other characters, escaped. */
function isEscapedOther(row: Uint8Array, at: number): boolean {
  if (row[at + 1] !== 0x75) return false;
  const digits = String.fromCharCode(...row.subarray(at + 2, at + 6)).toLowerCase();
  return digits === '212a' || digits === '0130';
}

/** The ends of the keys "content" and "value", backwards. Other keys that end so are in doubt too. */
const keyEnds = ['tnet', 'eula'].map((end) => Uint8Array.from(end, (character) => character.charCodeAt(0)));

/** Whether the list that begins at a place stands under such a key, in a cell of JSON with its escaped quotation marks too. */
function isListOfParts(row: Uint8Array, bracketAt: number): boolean {
  let at = beforeSpace(row, bracketAt - 1);
  if (row[at] !== 0x3a) return false;
  at = beforeSpace(row, at - 1);
  if (row[at] !== 0x22) return false;
  at--;
  while (row[at] === backslash) at--;
  return keyEnds.some((end) => end.every((byte, back) => row[at - back] === byte));
}

function beforeSpace(row: Uint8Array, from: number): number {
  let at = from;
  while (row[at] === 0x20 || row[at] === 0x09 || row[at] === 0x0a || row[at] === 0x0d) at--;
  return at;
}
