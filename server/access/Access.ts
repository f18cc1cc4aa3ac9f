import type { SqlDatabase } from '../database/SqlDatabase';
import { Audit } from './audit/Audit';
import { Invitations } from './Invitations';
import { People } from './people/People';
import { Sessions } from './sessions/Sessions';
import { Tokens } from './tokens/Tokens';

/** Who may do what on this server: its people and every kind of credential. */
export class Access {
  readonly audit: Audit;
  readonly invitations: Invitations;
  readonly people: People;
  readonly sessions: Sessions;
  readonly tokens: Tokens;

  /** @param isSecure whether browsers reach this server over https */
  constructor(
    database: SqlDatabase,
    readonly isSecure = false,
  ) {
    this.audit = new Audit(database);
    this.invitations = new Invitations(database);
    this.people = new People(database);
    this.sessions = new Sessions(database);
    this.tokens = new Tokens(database);
  }
}
