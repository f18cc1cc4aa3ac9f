/** A file on a hub, which is read by ranges while it is imported. */
export interface RemoteFile {
  kind: 'remote';
  address: string;
  /** Bytes. */
  size: number;
  /** Goes to the address' own host only; null where none is needed. */
  token: string | null;
}
