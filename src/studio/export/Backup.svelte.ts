import { proxy } from 'comlink';
import type { BackupContract, BackupProgress, MadeBackup, RestoreReport } from '../../pairs/backup/contract';
import { me } from '../../verdicts/PersonOf';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import backupUrl from '../../../workers/backup?worker&url';
import { messageOf } from '../parts/format';
import { startTrustedWorker } from '../startTrustedWorker';
import type { Studio } from '../Studio.svelte';
import { TypedWorker } from '../TypedWorker';

/** A restoring that has ended, with what the ledger made of its events. */
export interface Restored extends RestoreReport {
  eventsAdded: number;
  eventsKnown: number;
  /** Browsers whose events were added and that nobody is named for: they count as this person's. */
  unnamed: number;
}

/** Everything in one file, and back. Restoring only adds. */
export class Backup {
  running = $state<'make' | 'restore' | null>(null);
  progress = $state.raw<BackupProgress | null>(null);
  made = $state.raw<MadeBackup | null>(null);
  restored = $state.raw<Restored | null>(null);
  error = $state<string | null>(null);
  readonly #studio: Studio;
  readonly #worker: TypedWorker<BackupContract>;

  constructor(studio: Studio, start: () => Worker = () => startTrustedWorker(backupUrl, 'backup')) {
    this.#studio = studio;
    this.#worker = new TypedWorker('backup', start);
  }

  /** Makes a backup; null where it failed, which stands in `error`. */
  async make(): Promise<MadeBackup | null> {
    await this.#run('make', async () => {
      this.made = await this.#worker.call((remote) => remote.make(this.#onProgress()));
    });
    return this.made;
  }

  /** Adds what a file holds. Never rejects. */
  async restore(file: File): Promise<void> {
    await this.#restore((take) =>
      this.#worker.call((remote) => remote.restore(file, file.name, take, this.#onProgress())),
    );
  }

  /** Takes in the verdicts that came with the rows of a data set. Never rejects. */
  async restoreCameWith(dataSet: string): Promise<void> {
    await this.#restore((take) =>
      this.#worker.call((remote) => remote.restoreCameWith(dataSet, take, this.#onProgress())),
    );
  }

  /** Ends what runs. */
  async cancel(): Promise<void> {
    await this.#worker.call((remote) => remote.cancel()).catch(() => this.#worker.end());
  }

  async #restore(call: (take: (events: LedgerEvent[]) => Promise<void>) => Promise<RestoreReport>): Promise<void> {
    const studio = this.#studio;
    const counts = { eventsAdded: 0, eventsKnown: 0 };
    const clients = new Set<string>();
    const conflicts: RestoreReport['refused'] = [];
    const take = proxy(async (events: LedgerEvent[]) => {
      const report = await studio.mergeEvents(events);
      counts.eventsAdded += report.added.length;
      counts.eventsKnown += report.known;
      for (const { client } of report.added) clients.add(client);
      for (const { id, reason } of report.conflicts) conflicts.push({ part: `event ${id}`, reason });
    });
    const here = studio.dataSets.length;
    await this.#run('restore', async () => {
      const report = await call(take);
      await studio.revealed.add(report.revealed);
      const unnamed = [...clients].filter((client) => studio.people.personOf(client) === me).length;
      this.restored = { ...report, ...counts, unnamed, refused: [...report.refused, ...conflicts] };
    });
    await this.#showRestored();
    const isHalf = this.error !== null && (counts.eventsAdded > 0 || studio.dataSets.length > here);
    if (isHalf)
      this.error = `${this.error ?? ''} What was restored before that stays; restoring once more adds the rest.`;
  }

  /** Lists what has come. What cannot be listed now is listed at the next start. */
  async #showRestored(): Promise<void> {
    try {
      await this.#studio.savedViews.restore();
      await this.#studio.brought.restore();
      this.#studio.dataSets = await this.#studio.store.dataSets();
    } catch (error) {
      this.error ??= messageOf(error);
    }
  }

  async #run(doing: 'make' | 'restore', act: () => Promise<void>): Promise<void> {
    this.running = doing;
    this.error = this.made = this.restored = this.progress = null;
    try {
      await act();
    } catch (error) {
      this.error = messageOf(error);
    }
    this.running = this.progress = null;
  }

  #onProgress() {
    return proxy((progress: BackupProgress) => {
      if (this.running !== null) this.progress = progress;
    });
  }
}
