import { randomUUID } from 'node:crypto';
import { asking } from '../../database/asking';
import type { SqlDatabase } from '../../database/SqlDatabase';
import { isStale } from '../isStale';
import { newSecret } from '../newSecret';
import { hasHash, secretHash } from '../secretHash';
import type { Session } from './Session';

const dayMs = 24 * 60 * 60_000;

/** A session ends after so long without a request, and after so long in any case. */
export const sessionLimits = { idleMs: 14 * dayMs, absoluteMs: 60 * dayMs } as const;

const columns = [
  ...(['id', 'person', 'means', 'browser', 'created_at as createdAt', 'seen_at as seenAt'] as const),
  'expires_at as expiresAt',
] as const;

/** The sign-ins of people, kept on the server: a stolen cookie is worth nothing once its session was ended here. */
export class Sessions {
  constructor(private readonly database: SqlDatabase) {}

  /** Begins a session; the secret goes into the cookie and is kept nowhere. */
  async begin(person: string, means: string, browser: string): Promise<{ session: Session; secret: string }> {
    const secret = newSecret();
    const now = new Date();
    const [at, expiresAt] = [now.toISOString(), new Date(now.getTime() + sessionLimits.absoluteMs).toISOString()];
    const session = {
      id: randomUUID(),
      person,
      means,
      browser: browser.slice(0, 200),
      createdAt: at,
      seenAt: at,
      expiresAt,
    };
    const row = {
      ...{ id: session.id, hash: secretHash(secret), person, means, browser: session.browser },
      ...{ created_at: at, seen_at: at, expires_at: expiresAt, ended_at: null },
    };
    await asking(this.database, (kysely) => kysely.insertInto('sessions').values(row).execute());
    return { session, secret };
  }

  /** The session of a cookie's secret; null where there is none, or it has ended. */
  async find(secret: string): Promise<Session | null> {
    const row = await asking(this.database, (kysely) => {
      const running = kysely
        .selectFrom('sessions')
        .select([...columns, 'hash'])
        .where('ended_at', 'is', null);
      return running.where('hash', '=', secretHash(secret)).executeTakeFirst();
    });
    if (!row || !hasHash(secret, row.hash) || !isRunning(row)) return null;
    const { id, person, means, browser, createdAt, seenAt, expiresAt } = row;
    return { id, person, means, browser, createdAt, seenAt, expiresAt };
  }

  /** Sessions that run, the latest first. */
  async of(person: string): Promise<Session[]> {
    const rows = await asking(this.database, (kysely) => {
      const running = kysely.selectFrom('sessions').select(columns).where('ended_at', 'is', null);
      return running.where('person', '=', person).orderBy('seen_at', 'desc').orderBy('id').execute();
    });
    return rows.filter(isRunning);
  }

  /** Notes that it was used, to the minute. */
  async touch({ id, seenAt }: Session): Promise<void> {
    if (!isStale(seenAt)) return;
    const seen_at = new Date().toISOString();
    await asking(this.database, (kysely) =>
      kysely.updateTable('sessions').set({ seen_at }).where('id', '=', id).execute(),
    );
  }

  /** Ends one of a person's sessions. @returns whether there was one that ran */
  async end(id: string, person: string): Promise<boolean> {
    const ended_at = new Date().toISOString();
    const { numUpdatedRows } = await asking(this.database, (kysely) => {
      const own = kysely.updateTable('sessions').set({ ended_at }).where('id', '=', id).where('person', '=', person);
      return own.where('ended_at', 'is', null).executeTakeFirstOrThrow();
    });
    return numUpdatedRows > 0n;
  }

  /** Ends all of a person's sessions. */
  async endAll(person: string): Promise<void> {
    const ended_at = new Date().toISOString();
    await asking(this.database, (kysely) => {
      const own = kysely.updateTable('sessions').set({ ended_at }).where('person', '=', person);
      return own.where('ended_at', 'is', null).execute();
    });
  }
}

function isRunning({ seenAt, expiresAt }: Session): boolean {
  const now = Date.now();
  return now < Date.parse(expiresAt) && now < Date.parse(seenAt) + sessionLimits.idleMs;
}
