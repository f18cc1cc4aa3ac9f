import { storedZip, type StoredPart } from './storedZip';

/** Files as one zip, in their order. Their bytes are referred to, not copied. */
export function zipFile(files: readonly (StoredPart & { content: Blob })[]): Blob {
  const { heads, tail } = storedZip(files);
  const pieces = files.flatMap(({ content }, at) => [...heads.slice(at, at + 1), content]);
  return new Blob([...pieces, tail], { type: 'application/zip' });
}
