import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { Access } from '../access/Access';
import type { Act } from '../access/audit/Audit';
import { openDatabase } from '../database/openDatabase';
import type { SqlDatabase } from '../database/SqlDatabase';
import { secretOf } from './secretOf';

export interface AccessWork {
  access: Access;
  database: SqlDatabase;
  /** Writes an act of whoever sits at the command line into the audit. */
  note(act: string, subject: string, more?: Pick<Act, 'project' | 'details'>): Promise<void>;
}

/** Works on the people and credentials of a server's database, beside the running server too. */
export async function withAccess(
  { data }: { data: string },
  work: (tools: AccessWork) => Promise<number>,
): Promise<number> {
  const database = await openDatabase(resolve(data), secretOf('DATABASE_URL'));
  const access = new Access(database);
  const actor = `command line (${userInfo().username})`;
  try {
    return await work({
      access,
      database,
      note: (act, subject, more = {}) => access.audit.note({ actor, act, subject, address: '', ...more }),
    });
  } finally {
    await database.close();
  }
}
