/**
 * Where a fold puts what memory shall not hold: files on a server, memory in tests. A partition is written piece by piece, then
 * read whole: it is small enough for that.
 */
export interface RecordSpill {
  /** Takes bytes to the end of a partition. They are the caller's again once it has resolved. */
  append(partition: number, records: Uint8Array): Promise<void>;
  /** All that was appended to a partition, in its order; empty where nothing was. */
  read(partition: number): Promise<Uint8Array>;
}
