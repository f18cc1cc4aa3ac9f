import type { RewardRow } from '../rewards/RewardRow';
import type { StoredRewards } from '../rewards/StoredRewards';
import type { Connection } from './Connection';
import { packRewards, unpackRewards } from './rewardChunks';
import type { RewardChunk } from './schema';

/** Adds to the reward table; of two rewards of one response the later one counts. */
export async function putRewards(connection: Connection, rows: RewardRow[]): Promise<void> {
  const chunks = packRewards(rows);
  const doing = 'store the rewards';
  await connection.transact({ stores: ['rewards'], mode: 'readwrite', doing }, (transaction) =>
    Promise.all(chunks.map((chunk) => transaction.objectStore('rewards').add(chunk))),
  );
}

/** Puts rewards in place of all that a checkpoint has given, in one transaction: whole or not at all. */
export async function replaceRewards(
  connection: Connection,
  checkpoint: string,
  pieces: Iterable<RewardRow[]>,
): Promise<void> {
  const doing = 'store the rewards';
  await connection.transact({ stores: ['rewards'], mode: 'readwrite', doing }, async (transaction) => {
    const table = transaction.objectStore('rewards');
    for (const key of await table.index('checkpoint').getAllKeys(checkpoint)) await table.delete(key);
    for (const piece of pieces) for (const chunk of packRewards(piece)) await table.add(chunk);
  });
}

/** All rewards of a checkpoint by response id. */
export async function rewards(connection: Connection, checkpoint: string): Promise<Map<string, RewardRow>> {
  const rows = new Map<string, RewardRow>();
  for (const chunk of await chunksOf(connection, checkpoint)) unpackRewards(chunk, rows);
  return rows;
}

/** Hands over the rewards of a checkpoint as they are stored, the oldest first: a row for each would take too long. */
export async function eachRewards(
  connection: Connection,
  checkpoint: string,
  take: (rewards: StoredRewards) => void,
): Promise<void> {
  for (const chunk of await chunksOf(connection, checkpoint)) take(chunk);
}

function chunksOf(connection: Connection, checkpoint: string): Promise<RewardChunk[]> {
  const doing = 'read the rewards';
  return connection.transact({ stores: ['rewards'], mode: 'readonly', doing }, (transaction) =>
    transaction.objectStore('rewards').index('checkpoint').getAll(checkpoint),
  );
}
