const magics: [bytes: number[], kind: string][] = [
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], 'an Arrow file'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a Zstandard archive (unpack it first)'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive (unpack it first)'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive (unpack it first)'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive (unpack it first)'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF document'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0xff, 0xfe, 0x00, 0x00], 'text in UTF-32 (save it as UTF-8)'],
  [[0x00, 0x00, 0xfe, 0xff], 'text in UTF-32 (save it as UTF-8)'],
];
const tarMark = [0x75, 0x73, 0x74, 0x61, 0x72];
const packings: [bytes: number[], packing: Packing][] = [
  [[0x50, 0x41, 0x52, 0x31], 'parquet'],
  [[0x1f, 0x8b], 'gzip'],
  [[0x50, 0x4b, 0x03, 0x04], 'zip'],
  [[0x50, 0x4b, 0x05, 0x06], 'zip'],
];

export type Packing = 'parquet' | 'gzip' | 'zip';

/** What has to be opened before there are rows; null for anything else. `head` is the file's beginning. */
export function packingOf(head: Uint8Array): Packing | null {
  return packings.find(([bytes]) => startsWith(head, bytes, 0))?.[1] ?? null;
}

/** What a file is that Assay cannot read, in words; null where it may be text. */
export function binaryKind(head: Uint8Array): string | null {
  if (startsWith(head, tarMark, 257)) return 'a tar archive (unpack it first)';
  return magics.find(([bytes]) => startsWith(head, bytes, 0))?.[1] ?? null;
}

function startsWith(head: Uint8Array, bytes: number[], from: number): boolean {
  return bytes.every((byte, at) => head[from + at] === byte);
}
