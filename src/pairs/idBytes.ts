import { bytesToHex } from '@noble/hashes/utils.js';

/** Bytes of one content id in a column of ids. */
export const idLength = 32;

/** The content id (hex) that stands at a row of a column of ids. */
export function idAt(ids: Uint8Array, row: number): string {
  return bytesToHex(ids.subarray(row * idLength, (row + 1) * idLength));
}

const noDigit = 255;
/** The value of each hexadecimal digit by its character code. */
const digitValues = new Uint8Array(128).fill(noDigit);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  digitValues[digit.charCodeAt(0)] = value;
  digitValues[digit.toUpperCase().charCodeAt(0)] = value;
}

/**
 * Writes a content id (hex) to a row of a column of ids.
 *
 * @throws RangeError where it is not 64 hexadecimal digits.
 */
export function putId(ids: Uint8Array, row: number, id: string): void {
  if (id.length !== 2 * idLength) throw noId(id);
  for (let at = 0, to = row * idLength; at < id.length; at += 2, to++) {
    const high = digitValues[id.charCodeAt(at)] ?? noDigit;
    const low = digitValues[id.charCodeAt(at + 1)] ?? noDigit;
    if ((high | low) === noDigit) throw noId(id);
    ids[to] = (high << 4) | low;
  }
}

function noId(id: string): RangeError {
  return new RangeError(`A content id has 64 hexadecimal digits; "${id.slice(0, 80)}" is none.`);
}
