import { nextIdentity } from './nextIdentity';
import type { LedgerIdentity } from './schema';

/**
 * The identity under which this profile goes on for a person who is signed in. A client that nobody was signed in for becomes
 * theirs; one of another person is left, so that nobody's verdicts ever count as somebody else's.
 */
export function identityOf(identity: LedgerIdentity, person: string): LedgerIdentity {
  const owner = identity.people?.[identity.client];
  if (owner === person) return identity;
  const own = owner === undefined ? identity : nextIdentity(identity.storeId, identity);
  return { ...own, people: { ...own.people, [own.client]: person } };
}
