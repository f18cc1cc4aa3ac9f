import type { RewardRow } from '../rewards/RewardRow';
import type { Connection } from './Connection';
import { unpackRewards } from './rewardChunks';

/** The checkpoints that have given rewards, each once. */
export function scoringCheckpoints(connection: Connection): Promise<string[]> {
  const doing = 'list what has given rewards';
  return connection.transact({ stores: ['rewards'], mode: 'readonly', doing }, async (transaction) => {
    const names: string[] = [];
    let cursor = await transaction.objectStore('rewards').index('checkpoint').openKeyCursor(null, 'nextunique');
    for (; cursor; cursor = await cursor.continue()) names.push(cursor.key);
    return names;
  });
}

/** The rewards of a checkpoint as they were stored together, the oldest first: one record in memory at a time. */
export async function* rewardRows(connection: Connection, checkpoint: string): AsyncGenerator<RewardRow[]> {
  const request = { stores: ['rewards' as const], mode: 'readonly' as const, doing: 'read the rewards' };
  const keys = await connection.transact(request, (transaction) =>
    transaction.objectStore('rewards').index('checkpoint').getAllKeys(checkpoint),
  );
  for (const key of keys) {
    const chunk = await connection.transact(request, (transaction) => transaction.objectStore('rewards').get(key));
    const rows = new Map<string, RewardRow>();
    if (chunk) unpackRewards(chunk, rows);
    yield [...rows.values()];
  }
}
