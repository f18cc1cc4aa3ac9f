import { tableOf, type StageOutput } from '../pipeline/StageOutput';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { SqlRow } from '../pipeline/ShardSql';
import type { StepWork } from '../pipeline/Step';

/**
 * Makes one shard of each shard of an input, in order. Shards that are there are not made again: this is where a run goes on that
 * was killed.
 * @param select the rows of a piece, as SQL over the table of its one shard; in an order of their own
 */
export async function mapShards(
  work: StepWork,
  source: StageOutput,
  columns: ShardColumns,
  select: (table: string, shard: number) => string,
  map: (rows: SqlRow[]) => Promise<ShardRow[]> | ShardRow[],
): Promise<void> {
  for (const [shard, path] of source.shards.entries()) {
    work.signal.throwIfAborted();
    if (!(await work.out.has(shard))) {
      const rows = await work.sql.all(select(tableOf([path]), shard));
      await work.out.write(shard, columns, await map(rows));
    }
    work.report(shard + 1, source.shards.length);
  }
}
