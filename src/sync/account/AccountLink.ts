import type { Answered } from '../Refusal';

/** Who this browser is on its server, and how one signs in there. */
export interface AccountSession {
  /** `local`: a server for one person, where there is nothing to sign in to. */
  mode: 'local' | 'team';
  /** Null: signed out. */
  person: AccountPerson | null;
  /** What the identity provider is called; null where there is none. */
  provider: string | null;
}

export interface AccountPerson {
  id: string;
  name: string;
  isAdmin: boolean;
}

/** One browser in which the person is signed in. */
export interface OwnSession {
  id: string;
  means: string;
  browser: string;
  seenAt: string;
  isThis: boolean;
}

/** A question for the authenticator, and the secret by which its answer is sent. */
export interface Ceremony {
  ceremony: string;
  /** Who was invited, where it is an invitation's. */
  name: string | null;
  options: object;
}

/** The account on the server that the page comes from. Nothing throws: refusals are data. */
export interface AccountLink {
  session(): Promise<Answered<AccountSession>>;
  signOut(): Promise<Answered<AccountSession>>;
  /** @param invitation null: a further passkey for whoever is signed in */
  beginPasskey(invitation: string | null): Promise<Answered<Ceremony>>;
  keepPasskey(ceremony: string, response: object): Promise<Answered<AccountSession>>;
  beginSignIn(): Promise<Answered<Ceremony>>;
  signIn(ceremony: string, response: object): Promise<Answered<AccountSession>>;
  /** Where to go to sign in through the identity provider. */
  providerAddress(invitation: string | null): Promise<Answered<string>>;
  sessions(): Promise<Answered<OwnSession[]>>;
  endSession(id: string): Promise<Answered<true>>;
}
