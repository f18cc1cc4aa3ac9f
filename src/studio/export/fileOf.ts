/** A file ready to leave, with the digest by which anybody can tell that two exports are the same. */
export interface ReadyFile {
  name: string;
  /** For people: what it is, and what for. */
  title: string;
  about: string;
  content: Blob;
  bytes: number;
  /** sha256 of the bytes, in hex. */
  sha256: string;
}

/** Text as a file in UTF-8. */
export async function fileOf(
  name: string,
  text: string,
  words: Pick<ReadyFile, 'title' | 'about'>,
): Promise<ReadyFile> {
  const bytes = new TextEncoder().encode(text);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { name, ...words, content: new Blob([bytes], { type: 'application/jsonl' }), bytes: bytes.length, sha256 };
}
