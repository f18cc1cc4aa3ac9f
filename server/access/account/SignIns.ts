import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { ProblemError } from '../../api/ProblemError';
import { mainStore } from '../../../src/sync/wire/wirePaths';
import type { RelyingParty } from '../passkeys/RelyingParty';
import type { Person } from '../people/Person';
import type { ProviderCeremony, ProviderIdentity } from '../provider/IdentityProvider';
import type { TeamAccess } from '../TeamAccess';

/** What is remembered while a person's authenticator is asked. */
interface PasskeyCeremony {
  challenge: string;
  invitation: string | null;
}

/** How people come in: each way ends with the person, or with a refusal that does not say which step failed. */
export class SignIns {
  constructor(private readonly access: TeamAccess) {}

  /** Begins a passkey for whoever was invited, or for somebody who is signed in. */
  async beginPasskey(invitation: string | null, signedIn: string | null, party: RelyingParty) {
    const { invitations, passkeys, ceremonies } = this.access;
    const id = invitation === null ? signedIn : await invitations.look(invitation);
    const person = await this.#active(id, invitationRefused);
    const options = await passkeys.registration(person, party);
    const data: PasskeyCeremony = { challenge: options.challenge, invitation };
    return { ceremony: await ceremonies.begin('register passkey', person.id, data), name: person.name, options };
  }

  /** Keeps the passkey. The invitation is used up by then: of two who come with it at once, one is refused. */
  async registerPasskey(ceremony: string, response: RegistrationResponseJSON, party: RelyingParty): Promise<Person> {
    const { invitations, passkeys, ceremonies } = this.access;
    const begun = await ceremonies.take('register passkey', ceremony);
    if (begun === null) throw refused();
    const { challenge, invitation } = begun.data as PasskeyCeremony;
    const person = await this.#active(begun.person);
    const credential = await passkeys.verifyRegistration(response, challenge, party);
    if (credential === null) throw refused();
    if (invitation !== null && (await invitations.take(invitation)) !== person.id) throw invitationRefused();
    if (!(await passkeys.keep(person.id, credential))) throw refused();
    return person;
  }

  async beginSignIn(party: RelyingParty) {
    const options = await this.access.passkeys.signIn(party);
    const data: PasskeyCeremony = { challenge: options.challenge, invitation: null };
    return { ceremony: await this.access.ceremonies.begin('sign in by passkey', null, data), name: null, options };
  }

  async signInByPasskey(ceremony: string, response: AuthenticationResponseJSON, party: RelyingParty): Promise<Person> {
    const begun = await this.access.ceremonies.take('sign in by passkey', ceremony);
    if (begun === null) throw refused();
    const { challenge } = begun.data as PasskeyCeremony;
    return this.#active(await this.access.passkeys.verifySignIn(response, challenge, party));
  }

  /** @returns where to send the browser, and the secret that its cookie brings back */
  async beginProvider(invitation: string | null, redirect: string): Promise<{ address: string; secret: string }> {
    const { provider, ceremonies } = this.access;
    if (provider === null)
      throw new ProblemError(
        404,
        'No identity provider',
        'People sign in by passkey here; ask an admin for an invitation.',
      );
    const { address, ceremony } = await provider.begin(redirect);
    return { address, secret: await ceremonies.begin('identity provider', null, { ...ceremony, invitation }) };
  }

  /** Lets in whoever came back: a known account, an invited person, or somebody of the domain that is let in. */
  async finishProvider(query: string, secret: string | undefined): Promise<Person> {
    const { provider, ceremonies } = this.access;
    const begun = secret === undefined ? null : await ceremonies.take('identity provider', secret);
    if (provider === null || begun === null) throw refused();
    const { invitation, ...ceremony } = begun.data as ProviderCeremony & { invitation: string | null };
    const identity = await provider.finish(query, ceremony).catch(() => null);
    if (identity === null) throw refused();
    const known = await this.access.identities.personOf(identity);
    return this.#active(known ?? (await this.#admit(identity, invitation)), notAdmitted);
  }

  async #admit(identity: ProviderIdentity, invitation: string | null): Promise<string | null> {
    const { identities, invitations, people, provider } = this.access;
    if (invitation !== null) {
      const invited = await invitations.take(invitation);
      return invited === null ? null : identities.link(identity, invited);
    }
    if (!provider?.admits(identity.email)) return null;
    const { id } = await this.#addUnderSomeName(identity.name || (identity.email ?? '').split('@')[0] || 'Somebody');
    await people.setRoles(id, mainStore, ['annotator']);
    return identities.link(identity, id);
  }

  /** Two colleagues may have one name; the second gets a number. */
  async #addUnderSomeName(name: string): Promise<Person> {
    const wanted = name.trim().slice(0, 90) || 'Somebody';
    for (let number = 1; ; number++) {
      try {
        return await this.access.people.add(number === 1 ? wanted : `${wanted} ${number}`);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.status !== 409) throw error;
      }
    }
  }

  async #active(id: string | null, refusal: () => ProblemError = refused): Promise<Person> {
    const person = id === null ? null : await this.access.people.find(id);
    if (person?.disabledAt !== null) throw refusal();
    return person;
  }
}

/** One answer to everything that does not hold: what exactly is nobody's to learn. */
function refused(): ProblemError {
  return new ProblemError(
    401,
    'Not signed in',
    'That sign-in does not count here. Try again, or ask an admin.',
    'sign_in_refused',
  );
}

function invitationRefused(): ProblemError {
  const detail = 'This invitation was used, has expired or was replaced: ask an admin for another.';
  return new ProblemError(401, 'Not invited', detail, 'invitation_refused');
}

function notAdmitted(): ProblemError {
  const detail =
    'Nobody here belongs to that account: ask an admin for an invitation, open it, and sign in from there.';
  return new ProblemError(401, 'Not admitted', detail, 'not_admitted');
}
