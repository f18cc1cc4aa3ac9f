import { v7 } from 'uuid';
import { asking } from '../../database/asking';
import type { SqlDatabase } from '../../database/SqlDatabase';

/** One administrative act: who did what to what, when and from where. */
export interface AuditEntry {
  /** In the order of the acts. */
  id: string;
  at: string;
  /** The id of a person or token; of the command line, its user. */
  actor: string;
  /** Such as `token.create`. */
  act: string;
  /** What it was done to, mostly an id. */
  subject: string;
  project: string | null;
  /** What else is to be known of it; never a secret. */
  details: Record<string, unknown>;
  /** The network address that it came from; empty for the command line. */
  address: string;
}

export type Act = Omit<AuditEntry, 'id' | 'at' | 'details' | 'project'> &
  Partial<Pick<AuditEntry, 'details' | 'project'>>;

/** The record of administrative acts. It only grows. */
export class Audit {
  constructor(private readonly database: SqlDatabase) {}

  async note({ project = null, details = {}, ...act }: Act): Promise<void> {
    const row = { id: v7(), at: new Date().toISOString(), project, details: JSON.stringify(details), ...act };
    await asking(this.database, (kysely) => kysely.insertInto('audit').values(row).execute());
  }

  /** Acts before one of them (null: up to now), the latest first. */
  async page(before: string | null, limit: number): Promise<AuditEntry[]> {
    const rows = await asking(this.database, (kysely) => {
      const latest = kysely.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
      return (before === null ? latest : latest.where('id', '<', before)).execute();
    });
    return rows.map(({ details, ...row }) => ({ ...row, details: JSON.parse(details) as Record<string, unknown> }));
  }
}
