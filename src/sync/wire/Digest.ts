/** The answer of `GET /v1/stores/{storeId}/digest?client=...`: what the server has of one client. */
export interface Digest {
  client: string;
  generation: string;
  /** Events in the ledger. */
  count: number;
  /** Sequence numbers that are known from parked events alone. */
  parked: number;
  /** The highest number seen, in the ledger or parked; 0 where there is none. */
  maxSeq: number;
  /** Stretches of numbers below `maxSeq` that never arrived, first and last included; at most `wireLimits.gaps`. */
  gaps: [number, number][];
  /** XOR of the fingerprints of the events in the ledger (`fingerprintOf`), 64 hex digits. */
  xor: string;
}
