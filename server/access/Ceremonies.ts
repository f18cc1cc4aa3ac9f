import { asking } from '../database/asking';
import type { SqlDatabase } from '../database/SqlDatabase';
import { newSecret } from './newSecret';
import { secretHash } from './secretHash';

/** How long a person may take to answer their authenticator or identity provider. */
const ceremonyMs = 10 * 60_000;

export type CeremonyKind = 'register passkey' | 'sign in by passkey' | 'identity provider';

/** Sign-ins under way: what was asked, remembered here until it is answered, once. */
export class Ceremonies {
  constructor(private readonly database: SqlDatabase) {}

  /** @returns the secret by which it is answered */
  async begin(kind: CeremonyKind, person: string | null, data: object): Promise<string> {
    const secret = newSecret();
    const now = Date.now();
    const expires_at = new Date(now + ceremonyMs).toISOString();
    const row = { hash: secretHash(secret), kind, person, data: JSON.stringify(data), expires_at };
    await asking(this.database, async (kysely) => {
      await kysely.deleteFrom('ceremonies').where('expires_at', '<=', new Date(now).toISOString()).execute();
      await kysely.insertInto('ceremonies').values(row).execute();
    });
    return secret;
  }

  /** What was remembered, and forgets it; null where there is none, or it took too long. */
  async take(kind: CeremonyKind, secret: string): Promise<{ person: string | null; data: unknown } | null> {
    const row = await asking(this.database, (kysely) => {
      const own = kysely.deleteFrom('ceremonies').where('hash', '=', secretHash(secret)).where('kind', '=', kind);
      return own.returning(['person', 'data', 'expires_at']).executeTakeFirst();
    });
    if (!row || Date.parse(row.expires_at) <= Date.now()) return null;
    return { person: row.person, data: JSON.parse(row.data) as unknown };
  }
}
