import type { Kysely, Transaction } from 'kysely';
import { ProblemError } from '../api/ProblemError';
import { asking } from '../database/asking';
import type { SqlDatabase } from '../database/SqlDatabase';
import type { Tables } from '../database/Tables';

export type ReservationRow = Tables['reservations'];

/** A reservation with its pairs in their order. */
export interface Reservation {
  row: ReservationRow;
  pairs: string[];
}

export interface NewReservation {
  id: string;
  project: string;
  task: string;
  person: string;
  minutes: number;
}

type Held = Map<string, Set<string>>;
type Choose = (held: Held) => string[];

const minuteMs = 60_000;

/** Who holds which pairs until when. Who takes pairs has the project's row to themselves meanwhile. */
export class Reservations {
  constructor(
    private readonly database: SqlDatabase,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * Takes what `choose` picks, knowing who holds what; a repeated id is the reservation that is there, as after a lost answer.
   * @throws ProblemError 409 where the id is somebody else's
   */
  async take(wanted: NewReservation, choose: Choose): Promise<void> {
    const { id, project, task, person, minutes } = wanted;
    await this.#change(project, async (transaction, now) => {
      const before = await transaction.selectFrom('reservations').selectAll().where('id', '=', id).executeTakeFirst();
      if (before && (before.person !== person || before.task !== task)) throw idTaken(id);
      if (before) return;
      const pairs = choose(await heldIn(transaction, project, now));
      const times = { made_at: now, expires_at: this.#after(minutes), released_at: null };
      await transaction
        .insertInto('reservations')
        .values({ id, project, task, person, ...times })
        .execute();
      const rows = pairs.map((pair, place) => ({ reservation: id, place, pair }));
      if (rows.length > 0) await transaction.insertInto('reserved_pairs').values(rows).execute();
    });
  }

  /** Holds the pairs longer, from now on. @throws ProblemError 409 where they are not held any more */
  async renew(reservation: ReservationRow, minutes: number): Promise<void> {
    await this.#change(reservation.project, async (transaction, now) => {
      const expires_at = this.#after(minutes);
      const renewing = transaction.updateTable('reservations').set({ expires_at }).where('id', '=', reservation.id);
      const held = renewing.where('released_at', 'is', null).where('expires_at', '>', now);
      const { numUpdatedRows } = await held.executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw notHeld();
    });
  }

  /** Gives the pairs back; those that were judged stay judged. Done twice it is done once. */
  async release(reservation: ReservationRow): Promise<void> {
    await this.#change(reservation.project, async (transaction, now) => {
      const releasing = transaction.updateTable('reservations').set({ released_at: now });
      await releasing.where('id', '=', reservation.id).where('released_at', 'is', null).execute();
    });
  }

  /** Who holds which pair of the project now. */
  held(project: string): Promise<Held> {
    return asking(this.database, (kysely) => heldIn(kysely, project, this.#now()));
  }

  /** Everything that a person took of a task, the oldest first. */
  ofPerson(task: string, person: string): Promise<Reservation[]> {
    return asking(this.database, async (kysely) => {
      const mine = kysely.selectFrom('reservations').selectAll().where('task', '=', task).where('person', '=', person);
      const rows = await mine.orderBy('made_at').orderBy('id').execute();
      const ids = rows.map(({ id }) => id);
      const pairs = kysely.selectFrom('reserved_pairs').selectAll();
      const reserved = await pairs.where(this.database.isOneOf('reservation', ids)).orderBy('place').execute();
      return rows.map((row) => ({
        row,
        pairs: reserved.filter(({ reservation }) => reservation === row.id).map(({ pair }) => pair),
      }));
    });
  }

  /** @throws ProblemError 404 where the person has none of that id in the task */
  async reservation(task: string, person: string, id: string): Promise<Reservation> {
    const found = (await this.ofPerson(task, person)).find(({ row }) => row.id === id);
    if (found) return found;
    throw new ProblemError(404, 'No such reservation', `You have no reservation ${id} in this task.`);
  }

  stateOf({ released_at, expires_at }: ReservationRow): 'held' | 'expired' | 'given back' {
    if (released_at !== null) return 'given back';
    return expires_at > this.#now() ? 'held' : 'expired';
  }

  #now(): string {
    return this.now().toISOString();
  }

  #after(minutes: number): string {
    return new Date(this.now().getTime() + minutes * minuteMs).toISOString();
  }

  #change(project: string, work: (transaction: Transaction<Tables>, now: string) => Promise<void>): Promise<void> {
    return asking(this.database, (kysely) =>
      kysely.transaction().execute(async (transaction) => {
        // Written first: in PostgreSQL others wait here, in SQLite anywhere, and what is read after it is true until the end.
        await transaction.updateTable('projects').set({ id: project }).where('id', '=', project).execute();
        await work(transaction, this.#now());
      }),
    );
  }
}

async function heldIn(kysely: Kysely<Tables>, project: string, now: string): Promise<Held> {
  const rows = await kysely
    .selectFrom('reservations')
    .innerJoin('reserved_pairs', 'reserved_pairs.reservation', 'reservations.id')
    .select(['reserved_pairs.pair', 'reservations.person'])
    .where('reservations.project', '=', project)
    .where('reservations.released_at', 'is', null)
    .where('reservations.expires_at', '>', now)
    .execute();
  const held: Held = new Map();
  for (const { pair, person } of rows) held.set(pair, (held.get(pair) ?? new Set()).add(person));
  return held;
}

function idTaken(id: string): ProblemError {
  return new ProblemError(409, 'The id is taken', `Reservation ${id} is another one: choose a new random id.`);
}

function notHeld(): ProblemError {
  const message =
    'These pairs are not held for you any more. Verdicts on them count all the same; to hold pairs again, take more.';
  return new ProblemError(409, 'Not held any more', message);
}
