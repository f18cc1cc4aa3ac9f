import type { LedgerIdentity } from './schema';

/** What localStorage remembers of the ledger: it outlives an IndexedDB that the browser evicted or threw away as damaged. */
export interface SentinelRecord {
  storeId: string;
  client: string;
  lastSeq: number;
  /** Verdict events found missing and not brought back by a backup since. */
  lost: number;
}

/** How many events of the remembered ledger are missing from the one found (null: an empty database). */
export function newlyLost(remembered: SentinelRecord | null, found: LedgerIdentity | null): number {
  if (!remembered) return 0;
  if (remembered.storeId !== found?.storeId) return remembered.lastSeq;
  if (!isRolledBack(remembered, found)) return 0;
  return remembered.client === found.client ? remembered.lastSeq - found.seq : remembered.lastSeq;
}

/**
 * Whether the ledger found is an older state than the remembered one: its next numbers were given to other events already. One that
 * is newer than what is remembered knows that it was the remembered client.
 */
export function isRolledBack(remembered: SentinelRecord | null, found: LedgerIdentity): boolean {
  if (remembered === null) return false;
  if (remembered.client === found.client) return remembered.lastSeq > found.seq;
  return !(found.former ?? []).includes(remembered.client);
}

/** The record that a parsed text holds; null where it holds none. */
export function sentinelRecord(value: unknown): SentinelRecord | null {
  if (typeof value !== 'object' || value === null) return null;
  const { storeId, client, lastSeq, lost } = value as Partial<Record<string, unknown>>;
  if (typeof storeId !== 'string' || typeof client !== 'string') return null;
  if (!isCount(lastSeq) || !isCount(lost)) return null;
  return { storeId, client, lastSeq, lost };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
