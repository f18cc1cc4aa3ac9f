import { randomUUID } from 'node:crypto';
import type { TransferProgress } from '../../../src/engine/checkpoint/checkpointsContract';
import { Mutex } from '../../../src/engine/Mutex';
import { folderUrl } from '../../../src/hub/http';
import { checkRepository, checkRevision } from '../../../src/hub/readListing';
import { TransferError } from '../../../src/hub/TransferError';
import type { Principal } from '../../access/Principal';
import { ProblemError } from '../../api/ProblemError';
import type { SqlDatabase } from '../../database/SqlDatabase';
import { checkTarget } from '../../fetching/checkTarget';
import type { FetchPolicy } from '../../fetching/FetchPolicy';
import { FetchRefusal } from '../../fetching/FetchRefusal';
import { fetchUntrusted } from '../../fetching/fetchUntrusted';
import { checkNewName } from '../names';
import type { Registry } from '../Registry';
import { importModel } from './importModel';
import { ImportStore, type ImportPlan, type ModelImport } from './ImportStore';

/** Imports that wait or run; each takes gigabytes. */
const mostWaiting = 20;

/** An import with how far it is. */
export interface ShownImport extends ModelImport {
  progress: TransferProgress | null;
}

/** Models that the server takes from hubs by itself, one after another. A restart goes on where it stopped. */
export class Imports {
  readonly #store: ImportStore;
  readonly #turns = new Mutex();
  readonly #running = new Map<string, AbortController>();
  readonly #progress = new Map<string, TransferProgress>();
  /** The end of each import that was taken on; its failure is in the store. */
  readonly #ends = new Map<string, Promise<void>>();
  #isStopping = false;

  constructor(
    private readonly registry: Registry,
    database: SqlDatabase,
    private readonly policy: FetchPolicy,
  ) {
    this.#store = new ImportStore(database);
  }

  /** Goes on with what an earlier run of the server left. */
  async start(): Promise<void> {
    for (const left of await this.#store.unfinished()) this.#queue(left);
  }

  /** Ends what runs; it goes on at the next start. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const controller of this.#running.values()) controller.abort();
    await this.#turns.run(() => Promise.resolve());
  }

  /** Takes an import on. The hub's address is checked at once. @throws ProblemError */
  async begin(asked: Omit<ImportPlan, 'name'> & { name: string | null }, by: Principal): Promise<ShownImport> {
    const plan = await this.#check(asked);
    const waiting = await this.#store.unfinished();
    if (waiting.length >= mostWaiting)
      throw new ProblemError(429, 'Too many imports', `${waiting.length} imports wait; cancel one, or come later.`);
    const owner = { id: by.id, name: by.name };
    const nothing = { error: null, commit: null, version: null, endedAt: null };
    const startedAt = new Date().toISOString();
    const added: ModelImport = { id: randomUUID(), plan, owner, state: 'waiting', startedAt, ...nothing };
    await this.#store.add(added);
    this.#queue(added);
    return { ...added, progress: null };
  }

  async list(): Promise<ShownImport[]> {
    return (await this.#store.list()).map((one) => this.#shown(one));
  }

  async find(id: string): Promise<ShownImport> {
    const found = await this.#store.find(id);
    if (found) return this.#shown(found);
    throw new ProblemError(404, 'No such import', 'There is no import of this id; list them.');
  }

  /** Ends an import; what has arrived stays for the next one of the same commit. Of one that has ended nothing changes. */
  async cancel(id: string): Promise<ShownImport> {
    await this.find(id);
    this.#running.get(id)?.abort();
    await this.#ends.get(id);
    return this.find(id);
  }

  #queue(one: ModelImport): void {
    const controller = new AbortController();
    this.#running.set(one.id, controller);
    const end = this.#turns
      .run(() => this.#run(one, controller.signal))
      .catch(() => undefined) // the database failed: it stays unfinished, and the next start goes on
      .finally(() => {
        this.#running.delete(one.id);
        this.#progress.delete(one.id);
        this.#ends.delete(one.id);
      });
    this.#ends.set(one.id, end);
  }

  async #run(one: ModelImport, signal: AbortSignal): Promise<void> {
    if (this.#isStopping) return;
    const tools = { registry: this.registry, fetch: this.#fetch };
    try {
      signal.throwIfAborted();
      await this.#store.running(one.id);
      const note = (progress: TransferProgress) => void this.#progress.set(one.id, progress);
      const { commit, version } = await importModel(tools, one, note, signal);
      await this.#store.end(one.id, { state: 'done', source_commit: commit, version });
    } catch (error) {
      if (this.#isStopping) return;
      const message = error instanceof Error ? error.message : String(error);
      await this.#store.end(one.id, signal.aborted ? { state: 'cancelled' } : { state: 'failed', error: message });
    }
  }

  /** A refusal by our own rules is none that passes with time. */
  readonly #fetch = async (
    url: string,
    init: { method: 'GET' | 'HEAD'; headers: Record<string, string>; signal: AbortSignal },
  ) => {
    try {
      return await fetchUntrusted(url, init, this.policy);
    } catch (error) {
      throw error instanceof FetchRefusal ? new TransferError('refused', error.message, null, { cause: error }) : error;
    }
  };

  async #check({
    hub,
    repository,
    revision,
    name,
    tags,
  }: Omit<ImportPlan, 'name'> & { name: string | null }): Promise<ImportPlan> {
    try {
      const base = folderUrl(hub).href;
      await checkTarget(base, this.policy);
      const checked = checkRepository(repository);
      const called = checkNewName(name ?? checked.split('/').at(-1) ?? '');
      return { hub: base, repository: checked, revision: checkRevision(revision), name: called, tags };
    } catch (error) {
      if (error instanceof FetchRefusal || error instanceof TransferError)
        throw new ProblemError(422, 'Nothing that may be imported', error.message);
      throw error;
    }
  }

  #shown(one: ModelImport): ShownImport {
    return { ...one, progress: this.#progress.get(one.id) ?? null };
  }
}
