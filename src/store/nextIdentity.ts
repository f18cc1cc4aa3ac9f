import { v4 } from 'uuid';
import type { LedgerIdentity } from './schema';

/** A new client that has given no number yet, and knows which ones this profile was before. */
export function nextIdentity(
  storeId: string,
  before: Pick<LedgerIdentity, 'client' | 'former'> | null,
): LedgerIdentity {
  const former = before ? [...(before.former ?? []), before.client] : [];
  return { storeId, client: v4(), seq: 0, former };
}
