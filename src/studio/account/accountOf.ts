import { httpAccount } from '../../sync/account/httpAccount';
import type { Studio } from '../Studio.svelte';
import { Account } from './Account.svelte';
import { passkeys } from './passkeys';

const made = new WeakMap<Studio, Account>();

/** The studio's account. What is judged from now on is of whoever is signed in; who comes in has what waits sent at once. */
export function accountOf(studio: Studio): Account {
  const found = made.get(studio);
  if (found) return found;
  const account = new Account(httpAccount(), passkeys);
  account.onPerson = async (person, isNew) => {
    await studio.ledger.actAs(person);
    if (!isNew) return;
    await studio.syncing.retryRejected();
    await studio.syncing.wake();
  };
  made.set(studio, account);
  return account;
}
