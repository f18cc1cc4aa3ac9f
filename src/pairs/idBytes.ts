import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** Bytes of one content id in a column of ids. */
export const idLength = 32;

/** The content id (hex) that stands at a row of a column of ids. */
export function idAt(ids: Uint8Array, row: number): string {
  return bytesToHex(ids.subarray(row * idLength, (row + 1) * idLength));
}

/** Writes a content id (hex) to a row of a column of ids. */
export function putId(ids: Uint8Array, row: number, id: string): void {
  ids.set(hexToBytes(id), row * idLength);
}
