import type { SqlDatabase } from '../database/SqlDatabase';
import { Access } from './Access';
import { Ceremonies } from './Ceremonies';
import { Passkeys } from './passkeys/Passkeys';
import { Identities } from './provider/Identities';
import { IdentityProvider } from './provider/IdentityProvider';
import type { TeamSetting } from './TeamSetting';

/** Who may do what on a server for a team, and how people sign in to it. */
export class TeamAccess extends Access {
  readonly ceremonies: Ceremonies;
  readonly passkeys: Passkeys;
  readonly identities: Identities;
  /** Null where people have passkeys only. */
  readonly provider: IdentityProvider | null;

  constructor(
    database: SqlDatabase,
    readonly setting: TeamSetting,
  ) {
    super(database, setting.publicUrl?.startsWith('https:') ?? false);
    this.ceremonies = new Ceremonies(database);
    this.passkeys = new Passkeys(database);
    this.identities = new Identities(database);
    this.provider = setting.provider ? new IdentityProvider(setting.provider) : null;
  }
}
