/** What this browser knows of the server's ledger. */
export interface SyncRecord {
  /** The generation under which events were acknowledged; null before the first contact. */
  generation: string | null;
  /** The store that this browser's events go to: a project's ledger. */
  store: string;
  /** Up to where the server's events were taken; null: from the beginning. */
  cursor: string | null;
  /** When the server last acknowledged an event (ISO 8601, UTC). */
  acknowledgedAt: string | null;
  /** Events of the server that were not taken: altered, or contrary to one that is here. The first reason stays. */
  refused: number;
  refusedReason: string | null;
}

export const noContact: SyncRecord = {
  generation: null,
  store: 'main',
  cursor: null,
  acknowledgedAt: null,
  refused: 0,
  refusedReason: null,
};
