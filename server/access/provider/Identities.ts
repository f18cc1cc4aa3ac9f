import { asking } from '../../database/asking';
import type { SqlDatabase } from '../../database/SqlDatabase';
import type { ProviderIdentity } from './IdentityProvider';

type Account = Pick<ProviderIdentity, 'issuer' | 'subject'>;

/** Which account at an identity provider is which person. Addresses change hands; issuer and subject do not. */
export class Identities {
  constructor(private readonly database: SqlDatabase) {}

  async personOf({ issuer, subject }: Account): Promise<string | null> {
    const row = await asking(this.database, (kysely) => {
      const own = kysely.selectFrom('identities').select('person').where('issuer', '=', issuer);
      return own.where('subject', '=', subject).executeTakeFirst();
    });
    return row?.person ?? null;
  }

  /** @returns the person of the account: an account that is somebody's already stays theirs */
  async link({ issuer, subject }: Account, person: string): Promise<string | null> {
    const row = { issuer, subject, person, created_at: new Date().toISOString() };
    await asking(this.database, (kysely) => {
      const adding = kysely.insertInto('identities').values(row);
      return adding.onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing()).execute();
    });
    return this.personOf({ issuer, subject });
  }
}
