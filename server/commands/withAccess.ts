import { resolve } from 'node:path';
import { Access } from '../access/Access';
import { openDatabase } from '../database/openDatabase';
import type { SqlDatabase } from '../database/SqlDatabase';

/** Works on the people and credentials of a server's database, beside the running server too. */
export async function withAccess(
  { data }: { data: string },
  work: (access: Access, database: SqlDatabase) => Promise<number>,
): Promise<number> {
  const database = await openDatabase(resolve(data), process.env['DATABASE_URL']);
  try {
    return await work(new Access(database), database);
  } finally {
    await database.close();
  }
}
