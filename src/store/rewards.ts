import type { RewardRow } from '../rewards/RewardRow';
import type { Connection } from './Connection';
import { packRewards, unpackRewards } from './rewardChunks';

/** Adds to the reward table; of two rewards of one response the later one counts. */
export async function putRewards(connection: Connection, rows: RewardRow[]): Promise<void> {
  const chunks = packRewards(rows);
  const doing = 'store the rewards';
  await connection.transact({ stores: ['rewards'], mode: 'readwrite', doing }, (transaction) =>
    Promise.all(chunks.map((chunk) => transaction.objectStore('rewards').add(chunk))),
  );
}

/** All rewards of a checkpoint by response id. */
export async function rewards(connection: Connection, checkpoint: string): Promise<Map<string, RewardRow>> {
  const doing = 'read the rewards';
  const chunks = await connection.transact({ stores: ['rewards'], mode: 'readonly', doing }, (transaction) =>
    transaction.objectStore('rewards').index('checkpoint').getAll(checkpoint),
  );
  const rows = new Map<string, RewardRow>();
  for (const chunk of chunks) unpackRewards(chunk, rows);
  return rows;
}
