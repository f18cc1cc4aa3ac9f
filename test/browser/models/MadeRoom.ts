import { demoModel } from '../../../src/studio/models/Model';
import type { Services } from '../../../src/studio/Services';
import type { Studio } from '../../../src/studio/Studio.svelte';
import { openStudio, trlFile, type OpenStudio } from '../load/openStudio';
import { MadeCheckpoints } from './MadeCheckpoints';
import { MadeEngine } from './MadeEngine';

/** The studio in its Models room, with made workers and a data set of its own that `close` removes. */
export class MadeRoom {
  readonly engine = new MadeEngine();
  readonly checkpoints = new MadeCheckpoints();
  #open: OpenStudio | null = null;
  #dataSets: string[] = [];

  get studio(): Studio {
    return this.#opened.studio;
  }

  get text(): string {
    return this.#opened.text();
  }

  /** Opens the studio as a visit does, once more after `leave` as a reload does. */
  async enter(hash = '#/models', more: Partial<Services> = {}): Promise<void> {
    const { engine, checkpoints } = this;
    this.#open = await openStudio(hash, { engine, checkpoints, ledgerCopy: null, ...more });
    await this.studio.models.refresh();
  }

  /** Loads a data set of so many pairs and returns its id. Two responses a pair, each with a reward of its own. */
  async load(pairs: number): Promise<string> {
    const id = await this.take(trlFile(`made-${String(pairs)}.jsonl`, pairs, crypto.randomUUID()));
    this.studio.router.go('models');
    return id;
  }

  /** Loads a file as a data set and returns its id. */
  async take(file: File): Promise<string> {
    await this.studio.importing.take([file]);
    await this.studio.importing.start();
    const id = this.studio.open?.dataSet.id ?? '';
    this.#dataSets.push(id);
    return id;
  }

  /** Leaves the page as a reload does: nothing is tidied. */
  async leave(): Promise<void> {
    await this.#open?.close();
  }

  /** Puts everything back as other tests expect it. */
  async close(): Promise<void> {
    if (!this.#open) return;
    this.engine.holding = null;
    await this.engine.cancel();
    const { studio } = this;
    await studio.scoring.pause();
    studio.scoring.queue.remove(() => true);
    await studio.scoring.queue.kept();
    for (const id of this.#dataSets) await studio.removeDataSet(id);
    await studio.models.use(demoModel);
    for (const name of ['digest:demo', 'hub-address', 'device-figures']) await studio.store.putSetting(name, null);
    for (const { digest } of this.checkpoints.stored) await studio.store.putSetting(`model-choice:${digest}`, null);
    await this.leave();
  }

  get #opened(): OpenStudio {
    if (!this.#open) throw new Error('The room is not open: call enter first.');
    return this.#open;
  }
}
