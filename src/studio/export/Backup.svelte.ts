import { proxy } from 'comlink';
import type { BackupContract, BackupProgress, MadeBackup, RestoreReport } from '../../pairs/backup/contract';
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
    const counts = { eventsAdded: 0, eventsKnown: 0 };
    const conflicts: { part: string; reason: string }[] = [];
    const take = proxy(async (events: LedgerEvent[]) => {
      const report = await this.#studio.mergeEvents(events);
      counts.eventsAdded += report.added.length;
      counts.eventsKnown += report.known;
      for (const { id, reason } of report.conflicts) conflicts.push({ part: `event ${id}`, reason });
    });
    await this.#run('restore', async () => {
      const report = await this.#worker.call((remote) => remote.restore(file, file.name, take, this.#onProgress()));
      await this.#studio.revealed.add(report.revealed);
      this.#studio.dataSets = await this.#studio.store.dataSets();
      this.restored = { ...report, ...counts, refused: [...report.refused, ...conflicts] };
    });
  }

  /** Ends what runs. */
  async cancel(): Promise<void> {
    await this.#worker.call((remote) => remote.cancel()).catch(() => this.#worker.end());
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
