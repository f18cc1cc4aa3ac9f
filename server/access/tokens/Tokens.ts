import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { ProblemError } from '../../api/ProblemError';
import { asking } from '../../database/asking';
import type { SqlDatabase } from '../../database/SqlDatabase';
import type { AccessTables } from '../AccessTables';
import { isStale } from '../isStale';
import { newSecret } from '../newSecret';
import { type Scope, scopes as allScopes } from '../Scope';
import { hasHash, secretHash } from '../secretHash';
import type { Token } from './Token';

/** What a token begins with, so that people and scanners of leaked secrets know one when they see it. */
export const tokenPrefix = 'assay_';

export interface NewToken {
  name: string;
  scopes: readonly Scope[];
  project: string | null;
  person: string | null;
  expiresAt: string | null;
}

/** The credentials of machines. */
export class Tokens {
  constructor(private readonly database: SqlDatabase) {}

  /** @returns the token, and the secret, which is known to nobody from then on but to whoever gets it here */
  async create({ name, scopes, project, person, expiresAt }: NewToken): Promise<{ token: Token; secret: string }> {
    const secret = `${tokenPrefix}${newSecret()}`;
    const token = {
      ...{ id: randomUUID(), name, scopes: [...scopes], project, person },
      ...{ createdAt: new Date().toISOString(), expiresAt, usedAt: null, revokedAt: null },
    };
    const row = {
      ...{ id: token.id, hash: secretHash(secret), name, scopes: scopes.join(' '), project, person },
      ...{ created_at: token.createdAt, expires_at: expiresAt, used_at: null, revoked_at: null },
    };
    await asking(this.database, (kysely) => kysely.insertInto('tokens').values(row).execute());
    return { token, secret };
  }

  all(): Promise<Token[]> {
    return asking(this.database, async (kysely) => {
      const rows = await kysely.selectFrom('tokens').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(tokenOf);
    });
  }

  /** The token of a secret; null where there is none, or it has expired or was revoked. */
  async find(secret: string): Promise<Token | null> {
    if (!secret.startsWith(tokenPrefix)) return null;
    const row = await asking(this.database, (kysely) =>
      kysely.selectFrom('tokens').selectAll().where('hash', '=', secretHash(secret)).executeTakeFirst(),
    );
    if (!row || !hasHash(secret, row.hash)) return null;
    const token = tokenOf(row);
    return token.revokedAt === null && !hasPassed(token.expiresAt) ? token : null;
  }

  /** Notes that it was used, to the minute. */
  async touch({ id, usedAt }: Token): Promise<void> {
    if (!isStale(usedAt)) return;
    const used_at = new Date().toISOString();
    await asking(this.database, (kysely) =>
      kysely.updateTable('tokens').set({ used_at }).where('id', '=', id).execute(),
    );
  }

  /** @throws ProblemError 404 where there is no such token; a revoked one stays revoked */
  async revoke(id: string): Promise<void> {
    const revoked_at = new Date().toISOString();
    await asking(this.database, async (kysely) => {
      const own = kysely.updateTable('tokens').where('id', '=', id);
      const known = own.set((row) => ({ revoked_at: row.fn.coalesce('revoked_at', row.val(revoked_at)) }));
      const { numUpdatedRows } = await known.executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw new ProblemError(404, 'No such token', `There is no token of the id ${id}.`);
    });
  }
}

function hasPassed(time: string | null): boolean {
  return time !== null && Date.parse(time) <= Date.now();
}

function tokenOf(row: Selectable<AccessTables['tokens']>): Token {
  const { id, name, project, person, created_at, expires_at, used_at, revoked_at } = row;
  const named = row.scopes.split(' ');
  const scopes = allScopes.filter((scope) => named.includes(scope));
  const times = { createdAt: created_at, expiresAt: expires_at, usedAt: used_at, revokedAt: revoked_at };
  return { id, name, scopes, project, person, ...times };
}
