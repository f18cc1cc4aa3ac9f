import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import type { Selectable } from 'kysely';
import { asking } from '../../database/asking';
import type { SqlDatabase } from '../../database/SqlDatabase';
import type { AccessTables } from '../AccessTables';
import type { Person } from '../people/Person';
import type { RelyingParty } from './RelyingParty';

/** Passkeys of people: only the public half is here. */
export class Passkeys {
  constructor(private readonly database: SqlDatabase) {}

  /** What the browser is asked for when a person gets a passkey: one that names the person by itself and asks who is there. */
  async registration(person: Person, { id }: RelyingParty) {
    const known = await asking(this.database, (kysely) =>
      kysely.selectFrom('passkeys').select('id').where('person', '=', person.id).execute(),
    );
    return generateRegistrationOptions({
      ...{ rpName: 'Assay', rpID: id, userName: person.name, userDisplayName: person.name },
      ...{ userID: new TextEncoder().encode(person.id), excludeCredentials: known, attestationType: 'none' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  /** The passkey that a browser made, checked; null where it does not answer the challenge. Nothing is kept yet. */
  async verifyRegistration(response: RegistrationResponseJSON, challenge: string, party: RelyingParty) {
    const expected = { expectedChallenge: challenge, expectedOrigin: party.origin, expectedRPID: party.id };
    const checked = await orNull(verifyRegistrationResponse({ response, ...expected, requireUserVerification: true }));
    return checked?.verified ? checked.registrationInfo.credential : null;
  }

  /** @returns whether it was kept: an id that is known already is not taken over */
  async keep(person: string, { id, publicKey, counter, transports = [] }: WebAuthnCredential): Promise<boolean> {
    const row = {
      ...{
        id,
        person,
        public_key: isoBase64URL.fromBuffer(publicKey),
        counter,
        transports: JSON.stringify(transports),
      },
      ...{ created_at: new Date().toISOString(), used_at: null },
    };
    const { numInsertedOrUpdatedRows = 0n } = await asking(this.database, (kysely) => {
      const adding = kysely.insertInto('passkeys').values(row);
      return adding.onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirstOrThrow();
    });
    return numInsertedOrUpdatedRows > 0n;
  }

  /** What the browser is asked for at a sign-in. No list of passkeys: whoever asks learns nothing about who is here. */
  signIn({ id }: RelyingParty) {
    return generateAuthenticationOptions({ rpID: id, userVerification: 'required' });
  }

  /** Whose passkey answered a challenge; null where none of ours did. */
  async verifySignIn(
    response: AuthenticationResponseJSON,
    challenge: string,
    party: RelyingParty,
  ): Promise<string | null> {
    const row = await asking(this.database, (kysely) =>
      kysely.selectFrom('passkeys').selectAll().where('id', '=', response.id).executeTakeFirst(),
    );
    if (!row) return null;
    const expected = { expectedChallenge: challenge, expectedOrigin: party.origin, expectedRPID: party.id };
    const checked = await orNull(
      verifyAuthenticationResponse({
        ...{ response, ...expected, credential: credentialOf(row), requireUserVerification: true },
      }),
    );
    if (!checked?.verified) return null;
    const used = { counter: checked.authenticationInfo.newCounter, used_at: new Date().toISOString() };
    await asking(this.database, (kysely) =>
      kysely.updateTable('passkeys').set(used).where('id', '=', row.id).execute(),
    );
    return row.person;
  }
}

function credentialOf({ id, public_key, counter }: Selectable<AccessTables['passkeys']>): WebAuthnCredential {
  return { id, publicKey: isoBase64URL.toBuffer(public_key), counter };
}

/** The library throws at whatever is not as it must be; to whoever signs in all of it is one refusal. */
async function orNull<Value>(checking: Promise<Value>): Promise<Value | null> {
  return checking.catch(() => null);
}
