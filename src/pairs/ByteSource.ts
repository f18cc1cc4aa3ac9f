/** A file to read: what `Blob` and `File` offer, without the DOM. */
export interface ByteSource {
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Bytes `[from, to)` of the source. */
export async function readBytes(source: ByteSource, from: number, to: number): Promise<Uint8Array> {
  return new Uint8Array(await source.slice(from, Math.min(to, source.size)).arrayBuffer());
}
