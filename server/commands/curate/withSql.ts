import { join } from 'node:path';
import { ShardSql } from '../../curation/pipeline/ShardSql';

/** Opens SQL over the shards of a plan's folder for as long as something works with it. */
export async function withSql<T>(folder: string, work: (sql: ShardSql) => Promise<T>): Promise<T> {
  const sql = await ShardSql.open(join(folder, 'scratch'));
  try {
    return await work(sql);
  } finally {
    sql.close();
  }
}
