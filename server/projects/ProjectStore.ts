import type { Kysely, Transaction } from 'kysely';
import { protocolName } from '../../src/verdicts/protocol/Protocol';
import { parseProtocol } from '../../src/verdicts/protocol/parseProtocol';
import { ProtocolError } from '../../src/verdicts/protocol/ProtocolError';
import { asking } from '../database/asking';
import type { SqlDatabase } from '../database/SqlDatabase';
import type { Tables } from '../database/Tables';
import { sha256OfText } from '../ledger/sha256OfText';
import { ProblemError } from '../api/ProblemError';
import { usualSettings, type ProjectSettings } from './ProjectSettings';
import type { Project, ProtocolVersion } from './schemas';

type ProjectRow = Tables['projects'];
type ProtocolRow = Tables['protocols'];

/** The projects of a server. A project's ledger is the store of the same id. */
export class ProjectStore {
  constructor(private readonly database: SqlDatabase) {}

  /** All projects, the oldest first. */
  list(): Promise<Project[]> {
    return asking(this.database, async (kysely) => {
      const rows = await kysely.selectFrom('projects').selectAll().orderBy('made_at').orderBy('id').execute();
      const protocols = await kysely.selectFrom('protocols').selectAll().orderBy('number').execute();
      const last = new Map(protocols.map((row) => [row.project, row]));
      return rows.map((row) => projectOf(row, last.get(row.id)));
    });
  }

  /** @throws ProblemError 404 */
  async project(id: string): Promise<Project> {
    const found = (await this.list()).find((project) => project.id === id);
    if (!found) throw noProject(id);
    return found;
  }

  /** Makes a project and its ledger. @throws ProblemError where there is one of that id */
  async create(id: string, name: string, settings: Partial<ProjectSettings>): Promise<Project> {
    await this.#change(async (transaction) => {
      // The lock under which the ledger numbers its stores too.
      await transaction
        .updateTable('counter')
        .set((row) => ({ position: row.ref('position') }))
        .execute();
      const stores = await transaction.selectFrom('stores').select(['id', 'no']).execute();
      if (stores.some((store) => store.id === id)) throw taken(id);
      const no = Math.max(0, ...stores.map((store) => store.no)) + 1;
      await transaction.insertInto('stores').values({ no, id, name }).execute();
      const row = { id, name, made_at: new Date().toISOString(), ...columnsOf({ ...usualSettings, ...settings }) };
      await transaction.insertInto('projects').values(row).execute();
    });
    return this.project(id);
  }

  /** Changes name and settings; tasks that are there keep those that they were made with. @throws ProblemError 404 */
  async change(id: string, name: string | undefined, settings: Partial<ProjectSettings>): Promise<Project> {
    const before = await this.project(id);
    const row = { name: name ?? before.name, ...columnsOf({ ...before.settings, ...settings }) };
    await this.#change(async (transaction) => {
      await transaction.updateTable('projects').set(row).where('id', '=', id).execute();
      await transaction.updateTable('stores').set({ name: row.name }).where('id', '=', id).execute();
    });
    return this.project(id);
  }

  /** All versions of a project's protocol, the oldest first. @throws ProblemError 404 */
  async protocols(project: string): Promise<ProtocolVersion[]> {
    await this.project(project);
    return (await this.#protocolRows(project)).map(versionOf);
  }

  /** @throws ProblemError 404 */
  async protocol(project: string, number: number): Promise<ProtocolVersion & { text: string }> {
    const row = (await this.#protocolRows(project)).find((one) => one.number === number);
    if (!row) throw new ProblemError(404, 'No such protocol', `Project ${project} has no protocol number ${number}.`);
    return { ...versionOf(row), text: row.text };
  }

  /**
   * Puts a protocol in force from now on. A version never changes: the same text again is the version that is there.
   * @throws ProblemError where it breaks a rule, or its name stands for another text
   */
  async addProtocol(project: string, text: string, addedBy: string): Promise<ProtocolVersion> {
    await this.project(project);
    const [name, sha256] = [nameOf(text), sha256OfText(text)];
    await this.#change(async (transaction) => {
      await transaction.updateTable('projects').set({ id: project }).where('id', '=', project).execute();
      const rows = await transaction.selectFrom('protocols').selectAll().where('project', '=', project).execute();
      const same = rows.find((row) => row.name === name);
      if (same && same.sha256 !== sha256) throw otherText(name);
      if (same) return;
      const row = { project, number: rows.length + 1, name, text, sha256, added_by: addedBy };
      await transaction
        .insertInto('protocols')
        .values({ ...row, since: new Date().toISOString() })
        .execute();
    });
    return versionOf((await this.#protocolRows(project)).find((row) => row.name === name) as ProtocolRow);
  }

  #protocolRows(project: string): Promise<ProtocolRow[]> {
    return asking(this.database, (kysely) =>
      kysely.selectFrom('protocols').selectAll().where('project', '=', project).orderBy('number').execute(),
    );
  }

  #change(work: (transaction: Transaction<Tables>) => Promise<void>): Promise<void> {
    return asking(this.database, (kysely: Kysely<Tables>) => kysely.transaction().execute(work));
  }
}

function projectOf(row: ProjectRow, protocol: ProtocolRow | undefined): Project {
  const reveal = row.reveal === 'label' ? 'label' : 'nothing';
  const settings = { overlap: row.overlap, reservationMinutes: row.reservation_minutes, reveal } as const;
  return { id: row.id, name: row.name, madeAt: row.made_at, settings, protocol: protocol ? versionOf(protocol) : null };
}

function versionOf({ number, name, text, sha256, since, added_by }: ProtocolRow): ProtocolVersion {
  return { number, name, title: parseProtocol(text).title, sha256, since, addedBy: added_by };
}

function columnsOf({ overlap, reservationMinutes, reveal }: ProjectSettings) {
  return { overlap, reservation_minutes: reservationMinutes, reveal };
}

function nameOf(text: string): string {
  try {
    return protocolName(parseProtocol(text));
  } catch (error) {
    if (error instanceof ProtocolError) throw new ProblemError(422, 'The protocol breaks a rule', error.message);
    throw error;
  }
}

function noProject(id: string): ProblemError {
  return new ProblemError(404, 'No such project', `This server has no project ${id}.`);
}

function taken(id: string): ProblemError {
  return new ProblemError(409, 'The id is taken', `There is a project or a ledger ${id} already; choose another id.`);
}

function otherText(name: string): ProblemError {
  const message = `"${name}" is another text in this project, and verdicts name it. Raise the version and send it again.`;
  return new ProblemError(409, 'A protocol never changes', message);
}
