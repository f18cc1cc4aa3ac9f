/** Gives the memory that columns lie in: `bytes` of it, all zero. */
export type ColumnMemory = (bytes: number) => ArrayBufferLike;

/** Memory of whoever asks. A worker that hands it over hands over a copy. */
export const ownMemory: ColumnMemory = (bytes) => new ArrayBuffer(bytes);

/** Memory that a page and its workers see at once. Only an isolated page (COOP and COEP) may make it. */
export const sharedMemory: ColumnMemory = (bytes) => new SharedArrayBuffer(bytes);
