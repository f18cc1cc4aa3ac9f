import { v4 } from 'uuid';
import type { LedgerIdentity } from './schema';

/** A new client that has given no number yet, is the same person's, and knows which ones this profile was before. */
export function nextIdentity(
  storeId: string,
  before: Pick<LedgerIdentity, 'client' | 'former' | 'people'> | null,
): LedgerIdentity {
  const [client, person] = [v4(), before?.people?.[before.client]];
  const former = before ? [...(before.former ?? []), before.client] : [];
  const people = person === undefined ? before?.people : { ...before?.people, [client]: person };
  return { storeId, client, seq: 0, former, ...(people && { people }) };
}
