import refitUrl from '../../../workers/refit?worker&url';
import { headMargins, type HeadMargins } from '../../rewards/head/headMargins';
import type { RefitContract } from '../../rewards/head/RefitContract';
import { refitDataOf } from '../../rewards/head/refitDataOf';
import { RefitHead } from '../../rewards/head/RefitHead';
import type { RefitResult } from '../../rewards/head/RefitResult';
import type { States } from '../models/States.svelte';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { messageOf } from '../parts/format';
import { startTrustedWorker } from '../startTrustedWorker';
import { TypedWorker } from '../TypedWorker';
import { refitPairs } from './refitPairs';
import type { Report } from './Report.svelte';
import type { ReportSettings } from './ReportSettings.svelte';

export interface RefitOptions {
  open: OpenDataSet;
  report: Report;
  states: Pick<States, 'restore' | 'collect' | 'table' | 'busy'>;
  settings: ReportSettings;
  /** The key of the rewards of the model in use. */
  modelKey: () => string | null;
}

/** The same verdicts give the same control. */
const seed = 2026;

/** With these many new preferences a head is refitted alone, where the person wants that. */
export const batch = 10;

/**
 * The head that is refitted on this person's verdicts of one data set. It lives in this tab only: it is derived anew from verdicts and
 * states, orders a queue where somebody wants that, and never makes a label.
 */
export class Refit {
  result = $state.raw<RefitResult | null>(null);
  busy = $state<'states' | 'head' | null>(null);
  error = $state<string | null>(null);
  /** From the judged pairs handed over to the head taken back, in milliseconds. */
  tookMs = $state<number | null>(null);
  readonly #options: RefitOptions;
  readonly #worker: TypedWorker<RefitContract>;
  #head: RefitHead | null = null;
  #key: string | null = null;

  constructor(options: RefitOptions, start: () => Worker = () => startTrustedWorker(refitUrl, 'refit')) {
    this.#options = options;
    this.#worker = new TypedWorker('refit', start);
  }

  /** Whether the head is of the model in use. */
  get isCurrent(): boolean {
    return this.result !== null && this.#key === this.#options.modelKey();
  }

  /** Preferences among the judged pairs now: what the next refit is made of. */
  get pairs(): number {
    return refitPairs(this.#options.report.judged, this.#options.open).length;
  }

  /**
   * Computes the states that are missing, then refits. Never rejects: `error` says what went wrong. Does nothing while one runs.
   */
  async run(): Promise<void> {
    if (this.busy) return;
    this.error = null;
    this.busy = 'states';
    try {
      await this.#options.report.refresh();
      await this.#collect();
      this.busy = 'head';
      await this.#refit();
    } catch (error) {
      this.error = messageOf(error);
    } finally {
      this.busy = null;
    }
  }

  /** Refits alone where the person wants that and a batch of preferences has come since the last time. Cheap after each verdict. */
  async considerBatch(): Promise<void> {
    const { settings, report, open } = this.#options;
    if (!settings.refitsAlone || !this.result || this.busy || open.changedPairs.size < batch) return;
    await report.refresh();
    if (this.pairs >= this.result.pairs + batch) await this.run();
  }

  /** The margins of all pairs that have states, under the refitted head; null before the first refit and while another model is in use. */
  margins(): HeadMargins | null {
    const { open, states } = this.#options;
    const table = states.table();
    if (!this.#head || !table || !this.isCurrent) return null;
    return headMargins(this.#head, table, open.rewards);
  }

  async #collect(): Promise<void> {
    const { open, report, states } = this.#options;
    await states.restore();
    await states.collect(
      open,
      refitPairs(report.judged, open).map(({ row }) => row),
    );
  }

  async #refit(): Promise<void> {
    const { open, report, states, settings, modelKey } = this.#options;
    const [table, key] = [states.table(), modelKey()];
    if (!table) throw new Error('There are no states to refit on. Judge some pairs and try again.');
    const begun = performance.now();
    const data = refitDataOf(refitPairs(report.judged, open), open.index, table, { weighted: settings.weighted, seed });
    const result = await this.#worker.call((remote) => remote.refit(data));
    this.tookMs = performance.now() - begun;
    this.#head = new RefitHead(result.head, open.index, table);
    this.#key = key;
    this.result = result;
  }
}
