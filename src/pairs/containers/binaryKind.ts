const magics: [bytes: number[], kind: string][] = [
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file'],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], 'an Arrow file'],
  [[0x1f, 0x8b], 'a gzip archive (unpack it first)'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a Zstandard archive (unpack it first)'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive or an Office document (unpack it or save it as CSV first)'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF document'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0xff, 0xfe], 'text in UTF-16 (save it as UTF-8)'],
  [[0xfe, 0xff], 'text in UTF-16 (save it as UTF-8)'],
];

/** What a file is that is no UTF-8 text, in words; null for text. `head` is its beginning. */
export function binaryKind(head: Uint8Array): string | null {
  const known = magics.find(([bytes]) => bytes.every((byte, at) => head[at] === byte));
  if (known !== undefined) return known[1];
  return head.includes(0) ? 'a binary file' : null;
}
