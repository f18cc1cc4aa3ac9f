import { asking } from '../database/asking';
import type { SqlDatabase } from '../database/SqlDatabase';
import { newSecret } from './newSecret';
import { secretHash } from './secretHash';

/** How long an invitation may be accepted. */
const invitationMs = 7 * 24 * 60 * 60_000;

/** Links by which people come to their first passkey, or to another after they lost theirs. */
export class Invitations {
  constructor(private readonly database: SqlDatabase) {}

  /** Makes an invitation; earlier ones of that person count no more. */
  async create(person: string): Promise<{ secret: string; expiresAt: string }> {
    const secret = newSecret();
    const now = Date.now();
    const [created_at, expiresAt] = [new Date(now).toISOString(), new Date(now + invitationMs).toISOString()];
    const row = { hash: secretHash(secret), person, created_at, expires_at: expiresAt, used_at: null };
    await asking(this.database, async (kysely) => {
      const earlier = kysely.updateTable('invitations').set({ used_at: created_at }).where('person', '=', person);
      await earlier.where('used_at', 'is', null).execute();
      await kysely.insertInto('invitations').values(row).execute();
    });
    return { secret, expiresAt };
  }

  /** Whom it invites; null where it is unknown, used or expired. */
  async look(secret: string): Promise<string | null> {
    const row = await asking(this.database, (kysely) => {
      const open = kysely.selectFrom('invitations').select(['person', 'expires_at']).where('used_at', 'is', null);
      return open.where('hash', '=', secretHash(secret)).executeTakeFirst();
    });
    return row && Date.parse(row.expires_at) > Date.now() ? row.person : null;
  }

  /** Uses it up. @returns whom it invited; null also where somebody else was quicker */
  async take(secret: string): Promise<string | null> {
    const now = new Date().toISOString();
    const row = await asking(this.database, (kysely) => {
      const own = kysely.updateTable('invitations').set({ used_at: now }).where('hash', '=', secretHash(secret));
      return own.where('used_at', 'is', null).where('expires_at', '>', now).returning('person').executeTakeFirst();
    });
    return row?.person ?? null;
  }

  /** Its address: the secret stands behind the #, which browsers send to nobody. */
  static link(publicUrl: string, secret: string): string {
    return `${publicUrl.replace(/\/$/, '')}/#/account?invitation=${secret}`;
  }
}
