import type { AccountLink, AccountSession, Ceremony, OwnSession } from '../../sync/account/AccountLink';
import type { Answered } from '../../sync/Refusal';
import type { Authenticator } from './passkeys';

/** Who the person is on the server that the studio comes from. Labelling never asks: signed out, verdicts wait here. */
export class Account {
  /** Null where there is no server that knows of accounts, or it was not asked yet. */
  session = $state.raw<AccountSession | null>(null);
  /** Where the person is signed in, as last read. */
  sessions = $state.raw<OwnSession[]>([]);
  problem = $state<string | null>(null);
  isBusy = $state(false);
  /** Told who is signed in, whenever the server says so; and whether the person came in just now. */
  onPerson: (person: string, isNew: boolean) => Promise<void> = () => Promise.resolve();
  readonly #link: AccountLink;
  readonly #authenticator: Authenticator;

  constructor(link: AccountLink, authenticator: Authenticator) {
    this.#link = link;
    this.#authenticator = authenticator;
  }

  get isTeam(): boolean {
    return this.session?.mode === 'team';
  }

  get isSignedOut(): boolean {
    return this.isTeam && this.session?.person === null;
  }

  /** Asks the server; what it does not answer leaves what was known. */
  async look(): Promise<void> {
    const answer = await this.#link.session();
    if (!answer.ok) return;
    this.session = answer.value;
    if (answer.value.person) await this.onPerson(answer.value.person.id, false);
  }

  /** A passkey for whoever was invited (signs in), or with null a further one. */
  async makePasskey(invitation: string | null): Promise<boolean> {
    return this.#ceremony(
      () => this.#link.beginPasskey(invitation),
      async ({ ceremony, options }) => this.#link.keepPasskey(ceremony, await this.#authenticator.make(options)),
    );
  }

  async signIn(): Promise<boolean> {
    return this.#ceremony(
      () => this.#link.beginSignIn(),
      async ({ ceremony, options }) => this.#link.signIn(ceremony, await this.#authenticator.answer(options)),
    );
  }

  /** Leaves the page for the identity provider; it comes back signed in. */
  async signInByProvider(invitation: string | null): Promise<void> {
    await this.#working(async () => {
      const address = this.#taken(await this.#link.providerAddress(invitation));
      if (address !== null) location.assign(address);
    });
  }

  async signOut(): Promise<void> {
    await this.#working(async () => {
      const session = this.#taken(await this.#link.signOut());
      if (session) this.#become(session);
    });
  }

  async readSessions(): Promise<void> {
    this.sessions = this.session?.person ? (this.#taken(await this.#link.sessions()) ?? []) : [];
  }

  async endSession(id: string): Promise<void> {
    await this.#working(async () => void this.#taken(await this.#link.endSession(id)));
    await this.readSessions();
  }

  async #ceremony(
    begin: () => Promise<Answered<Ceremony>>,
    finish: (begun: Ceremony) => Promise<Answered<AccountSession>>,
  ): Promise<boolean> {
    let isIn = false;
    await this.#working(async () => {
      const begun = this.#taken(await begin());
      const session = begun && this.#taken(await finish(begun));
      if (!session) return;
      this.#become(session);
      if (session.person) await this.onPerson(session.person.id, true);
      isIn = true;
    });
    return isIn;
  }

  #become(session: AccountSession): void {
    this.session = session;
    this.sessions = [];
  }

  /** One thing at a time. A person who turns the authenticator down is told so, and nothing has happened. */
  async #working(work: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.problem = null;
    try {
      await work();
    } catch (error) {
      const isDeclined = error instanceof DOMException && error.name === 'NotAllowedError';
      this.problem = isDeclined ? 'No passkey was given. Try again when you are ready.' : String(error);
    } finally {
      this.isBusy = false;
    }
  }

  #taken<Value>(answer: Answered<Value>): Value | null {
    if (answer.ok) return answer.value;
    this.problem = answer.refusal.message;
    return null;
  }
}
