import { WireFields } from '../wire/WireFields';
import type { AccountPerson, AccountSession, Ceremony, OwnSession } from './AccountLink';

/** The server's answers about accounts, checked where they enter. Each throws `WireError` where it is something else. */
export const readAccount = {
  session(value: unknown): AccountSession {
    const fields = new WireFields('session', value);
    const person = fields.objectOrNull('person');
    const provider = new WireFields('signIn', fields.objectOrNull('signIn')).textOrNull('provider');
    const mode = fields.text('mode') === 'team' ? 'team' : 'local';
    return { mode, person: person && personOf(person), provider };
  },

  ceremony(value: unknown): Ceremony {
    const fields = new WireFields('ceremony', value);
    const options = fields.objectOrNull('options') ?? {};
    return { ceremony: fields.text('ceremony'), name: fields.textOrNull('name'), options };
  },

  address(value: unknown): string {
    return new WireFields('provider', value).text('address');
  },

  sessions(value: unknown): OwnSession[] {
    return new WireFields('sessions', value).list('sessions').map((entry) => {
      const fields = new WireFields('session', entry);
      const [id, means, browser] = [fields.text('id'), fields.text('means'), fields.text('browser')];
      return { id, means, browser, seenAt: fields.text('seenAt'), isThis: fields.flag('isThis') };
    });
  },
};

function personOf(value: object): AccountPerson {
  const fields = new WireFields('person', value);
  return { id: fields.text('id'), name: fields.text('name'), isAdmin: fields.flag('isAdmin') };
}
