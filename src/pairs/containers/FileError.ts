/** A file that holds no rows at all, or that cannot be read to its end: the message says which file and what to do. */
export class FileError extends Error {
  override name = 'FileError';
}
