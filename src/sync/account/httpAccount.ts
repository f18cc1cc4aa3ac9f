import { answerTo } from '../answerTo';
import type { Answered } from '../Refusal';
import type { AccountLink } from './AccountLink';
import { readAccount } from './readAccount';

const patienceMs = 30_000;

/** The account on the server that the page comes from, over `fetch`. */
export function httpAccount(fetching: typeof fetch = (...call) => fetch(...call)): AccountLink {
  const send = <Value>(
    method: string,
    path: string,
    read: (body: unknown) => Value,
    body?: object,
  ): Promise<Answered<Value>> => {
    const content =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    const init = { method, ...content, cache: 'no-store' } as const;
    return answerTo(() => fetching(`/v1${path}`, { ...init, signal: AbortSignal.timeout(patienceMs) }), read);
  };
  const invited = (invitation: string | null) => (invitation === null ? {} : { invitation });
  return {
    session: () => send('GET', '/session', readAccount.session),
    signOut: () => send('DELETE', '/session', readAccount.session),
    beginPasskey: (invitation) => send('POST', '/passkeys/options', readAccount.ceremony, invited(invitation)),
    keepPasskey: (ceremony, response) => send('POST', '/passkeys', readAccount.session, { ceremony, response }),
    beginSignIn: () => send('POST', '/sign-in/passkey/options', readAccount.ceremony),
    signIn: (ceremony, response) => send('POST', '/sign-in/passkey', readAccount.session, { ceremony, response }),
    providerAddress: (invitation) => send('POST', '/sign-in/provider', readAccount.address, invited(invitation)),
    sessions: () => send('GET', '/sessions', readAccount.sessions),
    endSession: (id) => send('DELETE', `/sessions/${encodeURIComponent(id)}`, () => true as const),
  };
}
