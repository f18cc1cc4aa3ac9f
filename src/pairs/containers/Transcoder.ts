import { joined } from './ByteStream';
import type { Encoding } from './detectEncoding';

/** What Windows-1252 has at 0x80 to 0x9f; 0x81, 0x8d, 0x8f, 0x90 and 0x9d are control characters, as on the web. */
const windows1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/**
 * Turns chunks of another encoding into UTF-8, without ever replacing a character: half of a surrogate pair and half of a
 * UTF-16 unit become bytes that no UTF-8 text has, so that the row they stand in is rejected.
 */
export class Transcoder {
  readonly #units: (bytes: Uint8Array) => Uint16Array;
  #odd: number | null = null;
  #high: number | null = null;

  constructor(encoding: Exclude<Encoding, 'utf-8'>) {
    if (encoding === 'windows-1252') this.#units = latinUnits;
    else this.#units = (bytes) => this.#wideUnits(bytes, encoding === 'utf-16le');
  }

  push(bytes: Uint8Array): Uint8Array {
    const units = this.#units(bytes);
    const output = new Uint8Array(3 * units.length + 3);
    let length = 0;
    for (const unit of units) length = this.#write(unit, output, length);
    return output.subarray(0, length);
  }

  /** What is left when the file ends inside a character. */
  end(): Uint8Array {
    const isBroken = this.#odd !== null || this.#high !== null;
    return isBroken ? Uint8Array.of(0xff) : new Uint8Array();
  }

  #wideUnits(bytes: Uint8Array, isLittle: boolean): Uint16Array {
    const all = this.#odd === null ? bytes : joined([Uint8Array.of(this.#odd), bytes]);
    this.#odd = all.length % 2 === 1 ? (all[all.length - 1] ?? null) : null;
    const units = new Uint16Array(all.length >> 1);
    const low = isLittle ? 0 : 1;
    for (let at = 0; at < units.length; at++) {
      units[at] = (all[2 * at + low] ?? 0) | ((all[2 * at + 1 - low] ?? 0) << 8);
    }
    return units;
  }

  #write(unit: number, output: Uint8Array, at: number): number {
    const high = this.#high;
    this.#high = null;
    if (high !== null && unit >= 0xdc00 && unit < 0xe000) {
      return writeCode(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00), output, at);
    }
    const from = high === null ? at : writeCode(high, output, at);
    if (unit < 0xd800 || unit >= 0xdc00) return writeCode(unit, output, from);
    this.#high = unit;
    return from;
  }
}

function latinUnits(bytes: Uint8Array): Uint16Array {
  return Uint16Array.from(bytes, (byte) => (byte >= 0x80 && byte < 0xa0 ? windows1252.charCodeAt(byte - 0x80) : byte));
}

/** UTF-8 of one character; of half a pair the three bytes that UTF-8 forbids. */
function writeCode(code: number, output: Uint8Array, from: number): number {
  let at = from;
  if (code < 0x80) {
    output[at++] = code;
    return at;
  }
  if (code < 0x800) output[at++] = 0xc0 | (code >> 6);
  else {
    if (code < 0x10000) output[at++] = 0xe0 | (code >> 12);
    else {
      output[at++] = 0xf0 | (code >> 18);
      output[at++] = 0x80 | ((code >> 12) & 0x3f);
    }
    output[at++] = 0x80 | ((code >> 6) & 0x3f);
  }
  output[at++] = 0x80 | (code & 0x3f);
  return at;
}
