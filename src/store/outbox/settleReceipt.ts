import { nextIdentity } from '../nextIdentity';
import type { Receipt } from './OutboxPorts';
import { noContact } from './SyncRecord';
import type { SyncTransaction } from './SyncTransaction';

/**
 * Marks what the server acknowledged and what it rejected. Where a number of this browser's own is another event's on the
 * server, this profile was copied or brought back from an older state; where its client is another person's there, somebody
 * labelled here before. From now on it is another client.
 */
export async function settleReceipt(transaction: SyncTransaction, receipt: Receipt, at: string): Promise<void> {
  const sync = transaction.objectStore('sync');
  const record = (await sync.get('server')) ?? noContact;
  if (record.generation !== receipt.generation) return;
  const outbox = transaction.objectStore('outbox');
  for (const id of receipt.acked) {
    const key = await keyOf(transaction, id);
    if (key !== undefined) await outbox.delete(key);
  }
  for (const { id, code, message } of receipt.rejected) {
    const key = await keyOf(transaction, id);
    if (key !== undefined) await outbox.put({ state: 'rejected', id, code, message, at }, key);
    if (key !== undefined && isOthersClient(code)) await leaveClient(transaction, key);
  }
  if (receipt.acked.length > 0) await sync.put({ ...record, acknowledgedAt: at }, 'server');
}

function isOthersClient(code: string): boolean {
  return code === 'seq_conflict' || code === 'forbidden';
}

function keyOf(transaction: SyncTransaction, id: string): Promise<number | undefined> {
  return transaction.objectStore('events').index('id').getKey(id);
}

async function leaveClient(transaction: SyncTransaction, key: number): Promise<void> {
  const event = await transaction.objectStore('events').get(key);
  const meta = transaction.objectStore('meta');
  const identity = await meta.get('identity');
  if (identity?.client === event?.client && identity)
    await meta.put(nextIdentity(identity.storeId, identity), 'identity');
}
