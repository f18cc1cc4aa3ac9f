import type { StoredStates } from '../rewards/StateTable';
import type { Connection } from './Connection';

/** Adds states of responses to those that a checkpoint has given. */
export async function putStates(connection: Connection, checkpoint: string, stored: StoredStates): Promise<void> {
  const doing = 'store the states of responses';
  await connection.transact({ stores: ['states'], mode: 'readwrite', doing }, (transaction) =>
    transaction.objectStore('states').add({ ...stored, checkpoint }),
  );
}

/** Hands over the states of a checkpoint piece by piece, the oldest first: one piece in memory at a time. */
export async function eachStates(
  connection: Connection,
  checkpoint: string,
  take: (stored: StoredStates) => void,
): Promise<void> {
  const request = { stores: ['states' as const], mode: 'readonly' as const, doing: 'read the states of responses' };
  const keys = await connection.transact(request, (transaction) =>
    transaction.objectStore('states').index('checkpoint').getAllKeys(checkpoint),
  );
  for (const key of keys) {
    const piece = await connection.transact(request, (transaction) => transaction.objectStore('states').get(key));
    if (piece) take(piece);
  }
}

/** Removes all states of a checkpoint. */
export async function removeStates(connection: Connection, checkpoint: string): Promise<void> {
  const doing = 'remove the states of responses';
  await connection.transact({ stores: ['states'], mode: 'readwrite', doing }, async (transaction) => {
    let cursor = await transaction.objectStore('states').index('checkpoint').openKeyCursor(checkpoint);
    for (; cursor; cursor = await cursor.continue()) await transaction.objectStore('states').delete(cursor.primaryKey);
  });
}
