import type { LedgerIdentity } from './schema';
import { sentinelRecord, type SentinelRecord } from './sentinelRecord';

/** Reads and writes the record. Where localStorage is refused there is no sentinel; the ledger itself does not need it. */
export class Sentinel {
  readonly #key: string;

  constructor(database: string) {
    this.#key = `${database}-ledger`;
  }

  read(): SentinelRecord | null {
    try {
      return sentinelRecord(JSON.parse(localStorage.getItem(this.#key) ?? 'null'));
    } catch {
      return null;
    }
  }

  /** Remembers the ledger as it is now. Another tab of the same client may have remembered a later state: that stays. */
  remember({ storeId, client, seq }: LedgerIdentity, lost: number): void {
    const known = this.read();
    const isSame = known?.storeId === storeId && known.client === client;
    const lastSeq = isSame ? Math.max(known.lastSeq, seq) : seq;
    try {
      localStorage.setItem(this.#key, JSON.stringify({ storeId, client, lastSeq, lost } satisfies SentinelRecord));
    } catch {
      // No room or no permission: a loss would go unnoticed, but nothing is lost by that.
    }
  }
}
