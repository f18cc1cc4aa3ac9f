import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { ProblemError } from '../../api/ProblemError';
import { asking } from '../../database/asking';
import type { SqlDatabase } from '../../database/SqlDatabase';
import type { Tables } from '../../database/Tables';
import type { AccessTables } from '../AccessTables';
import type { Role } from '../Role';
import type { Person } from './Person';

/** The people of a server and their roles. */
export class People {
  constructor(private readonly database: SqlDatabase) {}

  /** @throws ProblemError 409 where the name is taken: it is how people find each other */
  add(name: string, isAdmin = false): Promise<Person> {
    const person = { id: randomUUID(), name, createdAt: new Date().toISOString() };
    const row = { id: person.id, name, is_admin: Number(isAdmin), created_at: person.createdAt, disabled_at: null };
    return asking(this.database, async (kysely) => {
      const added = kysely
        .insertInto('people')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doNothing());
      const { numInsertedOrUpdatedRows = 0n } = await added.executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 0n) throw nameTaken(name);
      return { ...person, isAdmin, disabledAt: null, roles: {} };
    });
  }

  all(): Promise<Person[]> {
    return asking(this.database, async (kysely) => {
      const rows = await kysely.selectFrom('people').selectAll().orderBy('created_at').orderBy('id').execute();
      const memberships = await kysely
        .selectFrom('memberships')
        .selectAll()
        .orderBy('project')
        .orderBy('role')
        .execute();
      return rows.map((row) =>
        personOf(
          row,
          memberships.filter(({ person }) => person === row.id),
        ),
      );
    });
  }

  /** Null where there is nobody of that id. */
  find(id: string): Promise<Person | null> {
    return asking(this.database, (kysely) => findWhere(kysely, 'id', id));
  }

  /** By id or by name. @throws ProblemError 404 */
  named(text: string): Promise<Person> {
    return asking(this.database, async (kysely) => {
      const person = (await findWhere(kysely, 'id', text)) ?? (await findWhere(kysely, 'name', text));
      if (person === null) throw new ProblemError(404, 'No such person', `Nobody here has the name or id ${text}.`);
      return person;
    });
  }

  /** Puts these roles in the place of those that the person had in the project; none: no member any more. */
  setRoles(person: string, project: string, roles: readonly Role[]): Promise<void> {
    return asking(this.database, (kysely) =>
      kysely.transaction().execute(async (transaction) => {
        const own = transaction.deleteFrom('memberships').where('person', '=', person);
        await own.where('project', '=', project).execute();
        const rows = [...new Set(roles)].map((role) => ({ person, project, role }));
        if (rows.length > 0) await transaction.insertInto('memberships').values(rows).execute();
      }),
    );
  }

  setAdmin(person: string, isAdmin: boolean): Promise<void> {
    return this.#change(person, { is_admin: Number(isAdmin) });
  }

  /** Whoever is disabled is signed out everywhere at once: every credential asks for the person anew. */
  setDisabled(person: string, isDisabled: boolean): Promise<void> {
    return this.#change(person, { disabled_at: isDisabled ? new Date().toISOString() : null });
  }

  /** Members of a project by name. */
  async membersOf(project: string): Promise<Person[]> {
    return (await this.all()).filter(({ roles }) => (roles[project]?.length ?? 0) > 0);
  }

  async #change(person: string, change: Partial<Selectable<AccessTables['people']>>): Promise<void> {
    await asking(this.database, (kysely) =>
      kysely.updateTable('people').set(change).where('id', '=', person).execute(),
    );
  }
}

function nameTaken(name: string): ProblemError {
  return new ProblemError(
    409,
    'Name taken',
    `Somebody here is called ${name} already; take a name that tells them apart.`,
  );
}

async function findWhere(kysely: Kysely<Tables>, column: 'id' | 'name', value: string): Promise<Person | null> {
  const row = await kysely.selectFrom('people').selectAll().where(column, '=', value).executeTakeFirst();
  if (!row) return null;
  const own = kysely.selectFrom('memberships').selectAll().where('person', '=', row.id);
  return personOf(row, await own.orderBy('project').orderBy('role').execute());
}

function personOf(
  row: Selectable<AccessTables['people']>,
  memberships: readonly Selectable<AccessTables['memberships']>[],
): Person {
  const roles: Record<string, Role[]> = {};
  for (const { project, role } of memberships) (roles[project] ??= []).push(role);
  const { id, name, is_admin, created_at: createdAt, disabled_at: disabledAt } = row;
  return { id, name, isAdmin: is_admin === 1, createdAt, disabledAt, roles };
}
