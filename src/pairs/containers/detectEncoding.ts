export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How a file writes its text, and where the text begins (after a byte-order mark). */
export interface TextEncoding {
  encoding: Encoding;
  from: number;
}

/**
 * Tells the encoding of a text by its byte-order mark, else by its zero bytes, else by whether it is UTF-8. Null: no text.
 *
 * @param head the file's beginning; it may end inside a character.
 */
export function detectEncoding(head: Uint8Array): TextEncoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', from: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', from: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', from: 2 };
  const encoding = head.includes(0) ? withZeros(head) : withoutZeros(head);
  return encoding === null ? null : { encoding, from: 0 };
}

/** ASCII in UTF-16 has a zero in every second place. A few zeros in sound UTF-8 are characters that somebody meant. */
function withZeros(head: Uint8Array): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < head.length; at++) {
    if (head[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  if (head[0] !== 0 && head[1] === 0 && even * 20 < odd) return 'utf-16le';
  if (head[0] === 0 && head[1] !== 0 && odd * 20 < even) return 'utf-16be';
  const { broken } = sequences(head);
  return broken === 0 && (even + odd) * 20 < head.length ? 'utf-8' : null;
}

/** One broken character among sound ones is damage, which its row tells; bytes of which most are broken are Latin-1. */
function withoutZeros(head: Uint8Array): Encoding | null {
  const { sound, broken } = sequences(head);
  if (broken <= sound) return 'utf-8';
  return isLatin(head) ? 'windows-1252' : 'utf-8';
}

/** Five bytes mean nothing in Windows-1252, texts hold no ÿ, and control characters are no text in either. */
const noLatin = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xff]);

function isLatin(head: Uint8Array): boolean {
  return !head.some((byte) => byte < 0x09 || (byte > 0x7f && noLatin.has(byte)));
}

/** Characters of several bytes, and bytes that belong to none. What the end of the head cuts off counts for neither. */
function sequences(head: Uint8Array): { sound: number; broken: number } {
  let sound = 0;
  let broken = 0;
  for (let at = 0; at < head.length;) {
    const byte = head[at] ?? 0;
    const length = byte < 0x80 ? 1 : byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0;
    if (length > 1 && at + length > head.length && continues(head, at + 1, head.length)) break;
    const isSound = length === 1 || (length > 1 && continues(head, at + 1, at + length));
    if (!isSound) broken++;
    else if (length > 1) sound++;
    at += isSound ? length : 1;
  }
  return { sound, broken };
}

function continues(head: Uint8Array, from: number, to: number): boolean {
  if (to > head.length) return false;
  for (let at = from; at < to; at++) if (((head[at] ?? 0) & 0xc0) !== 0x80) return false;
  return true;
}
