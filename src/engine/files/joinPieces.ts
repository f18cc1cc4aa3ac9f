import { FileError } from './FileError';

/**
 * Pieces of one length, end to end: rows of a table.
 * @throws FileError "failed" where a piece is shorter: the file ended before it
 */
export function joinPieces(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.length * length);
  for (const [at, piece] of pieces.entries()) {
    if (piece.length !== length) throw shortPiece(length, piece.length);
    joined.set(piece, at * length);
  }
  return joined;
}

/** The complaint that a file ends before a piece that was asked for. */
export function shortPiece(wanted: number, arrived: number): FileError {
  return new FileError('failed', `A piece of ${wanted} bytes has only ${arrived}: the file is truncated.`);
}
