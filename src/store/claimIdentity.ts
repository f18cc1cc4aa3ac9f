import { v4 } from 'uuid';
import type { LedgerTransaction } from './LedgerTransaction';
import type { LedgerIdentity } from './schema';
import { nextIdentity } from './nextIdentity';
import { isRolledBack, type SentinelRecord } from './sentinelRecord';

/** The identity under which the next event may be stored, and the one that was found. */
export interface Claim {
  found: LedgerIdentity | null;
  identity: LedgerIdentity;
}

/**
 * Reads, or makes, who this profile is in the ledger. A ledger that was rolled back goes on as a new client, because the
 * numbers after its last event may stand on the server already, with other events.
 */
export async function claimIdentity(transaction: LedgerTransaction, remembered: SentinelRecord | null): Promise<Claim> {
  const meta = transaction.objectStore('meta');
  const found = (await meta.get('identity')) ?? null;
  if (found && !isRolledBack(remembered, found)) return { found, identity: found };
  const identity = nextIdentity(found?.storeId ?? v4(), before(found, remembered));
  await meta.put(identity, 'identity');
  return { found, identity };
}

/** What the profile was, by the ledger that was found and by what is remembered. */
function before(found: LedgerIdentity | null, remembered: SentinelRecord | null) {
  if (!found || !remembered || remembered.client === found.client) return found ?? remembered;
  return { ...found, former: [...(found.former ?? []), remembered.client] };
}
