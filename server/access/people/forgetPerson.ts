import { asking } from '../../database/asking';
import type { SqlDatabase } from '../../database/SqlDatabase';

/**
 * Takes away all that says who a person was: name, passkeys, accounts at providers, sessions with their browsers, invitations, roles and the
 * names of tokens, which end. What stays is a random id in their verdicts and in the audit, which nothing leads back from.
 */
export function forgetPerson(database: SqlDatabase, person: string): Promise<void> {
  const now = new Date().toISOString();
  return asking(database, (kysely) =>
    kysely.transaction().execute(async (transaction) => {
      for (const table of ['passkeys', 'identities', 'sessions', 'invitations', 'memberships'] as const)
        await transaction.deleteFrom(table).where('person', '=', person).execute();
      await transaction.deleteFrom('ceremonies').where('person', '=', person).execute();
      const tokens = transaction.updateTable('tokens').set({ name: 'forgotten', revoked_at: now });
      await tokens.where('person', '=', person).execute();
      const nobody = { name: `forgotten ${person}`, is_admin: 0, disabled_at: now };
      await transaction.updateTable('people').set(nobody).where('id', '=', person).execute();
    }),
  );
}
