import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { createSHA256, type IHasher } from 'hash-wasm';

const encoder = new TextEncoder();
const buffer = new Uint8Array(1024 * 1024);
/** In WebAssembly, twice as quick; null until `prepareSha256` has started it, and where it cannot be. */
let quick: IHasher | null = null;

/** Starts the quick way of hashing, before many texts are hashed. Without it, or where it is forbidden, hashes are the same. */
export async function prepareSha256(): Promise<void> {
  quick ??= await createSHA256().catch(() => null);
}

/** sha256 (hex) of the UTF-8 bytes of a text. */
export function sha256Hex(text: string): string {
  return digest(encoded(text));
}

/** UTF-16 units below which a text is hashed again in less time than a state is saved and loaded. */
const shortText = 1024;

/** A text whose sha256 is wanted with several endings: unless it is short, its own bytes are hashed once. */
export class HashedBeginning {
  readonly #text: string;
  readonly #state: Uint8Array | null;

  constructor(text: string) {
    this.#text = text;
    const isShort = text.length < shortText;
    this.#state = quick === null || isShort ? null : quick.init().update(encoded(text)).save();
  }

  /** sha256 (hex) of the text with an ending. */
  with(ending: string): string {
    if (this.#state === null || quick === null) return sha256Hex(this.#text + ending);
    return bytesToHex(quick.load(this.#state).update(encoded(ending)).digest('binary'));
  }
}

function digest(bytes: Uint8Array): string {
  return quick === null ? bytesToHex(sha256(bytes)) : bytesToHex(quick.init().update(bytes).digest('binary'));
}

/** The text's bytes, good until the next call. */
function encoded(text: string): Uint8Array {
  // A text of 50 MB shall not leave its buffer behind.
  if (text.length * 3 > buffer.length) return encoder.encode(text);
  return buffer.subarray(0, encoder.encodeInto(text, buffer).written);
}
