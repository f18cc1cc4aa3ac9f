import { createSHA1, createSHA256 } from 'hash-wasm';

/** A hash that takes its bytes in pieces. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** The hash of all bytes, in lower-case hexadecimal; ends the use of this object. */
  hex(): string;
}

export type StartHash = (algorithm: 'sha256' | 'sha1') => Promise<RunningHash>;

/** In WebAssembly, which is the quickest that browsers have for pieces: their own crypto takes whole files only. */
export const startWasmHash: StartHash = async (algorithm) => {
  const hasher = await (algorithm === 'sha256' ? createSHA256() : createSHA1());
  hasher.init();
  return { update: (bytes) => void hasher.update(bytes), hex: () => hasher.digest('hex') };
};
