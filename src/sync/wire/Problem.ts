/** An error answer (RFC 9457), with what the protocol adds. */
export interface Problem {
  status: number;
  title: string;
  /** What rule, what arrived, what to do. */
  detail: string;
  /** For programs: one of `problemCodes`, or one that this client does not know yet. */
  code: string;
  /** The server's generation; with `generation_changed` only. */
  generation: string | null;
}

/** The codes of the protocol's own problems. */
export const problemCodes = {
  generationChanged: 'generation_changed',
  batchMalformed: 'batch_malformed',
  /** Anything but a batch: an address, a query. */
  requestMalformed: 'request_malformed',
  crossOrigin: 'cross_origin',
  noSuchStore: 'no_such_store',
  tooLarge: 'too_large',
  storageFull: 'storage_full',
  storageReadOnly: 'storage_read_only',
  storageFailed: 'storage_failed',
} as const;

/** Why a server's database cannot take events now. */
export type StorageProblemCode = 'storage_full' | 'storage_read_only' | 'storage_failed';
