import type { QueuePlan } from '../../queue/QueueOrder';
import type { Store } from '../../store/Store';
import type { OpenDataSet } from '../OpenDataSet.svelte';

/** Pairs that were selected in Compare to be verified. */
export interface QueueSelectionData {
  /** Of the pair index. */
  rows: Uint32Array;
  /** What was filtered, in words. */
  words: string;
  /** Whether that tells which response the labels prefer. */
  tellsLabel: boolean;
  /** The address of the room that shows the selection. */
  address: Record<string, string>;
}

/** The selection that the queue of one data set is made of, kept with it in this browser; or none, which is usual. */
export class QueueSelection {
  current = $state.raw<QueueSelectionData | null>(null);
  readonly #store: Pick<Store, 'setting' | 'putSetting' | 'removeSetting'>;
  readonly #open: Pick<OpenDataSet, 'dataSet' | 'index' | 'rowOf'>;
  /** 1 at each row that was selected by something that tells its label. */
  #told = new Uint8Array();

  constructor(
    store: Pick<Store, 'setting' | 'putSetting' | 'removeSetting'>,
    open: Pick<OpenDataSet, 'dataSet' | 'index' | 'rowOf'>,
  ) {
    this.#store = store;
    this.#open = open;
  }

  /** Takes what was kept, once; whatever has another shape counts as none. A selection made meanwhile stays. */
  async restore(): Promise<void> {
    const kept = await this.#store.setting<unknown>(this.#setting);
    if (this.current === null && isSelection(kept, this.#open.index.length)) this.#take(kept);
  }

  /**
   * Makes these pairs the queue.
   *
   * @throws where they could not be kept for the next visit; the queue before goes on.
   */
  async choose(selection: QueueSelectionData): Promise<void> {
    await this.#store.putSetting(this.#setting, selection);
    this.#take(selection);
  }

  /** Back to all pairs of the data set. */
  async leave(): Promise<void> {
    this.#take(null);
    await this.#store.removeSetting(this.#setting);
  }

  /** The plan under which the queue is ordered: in a selection all of it in random order, with nothing mixed in. */
  plan(plan: QueuePlan): QueuePlan {
    return this.current ? { ...plan, order: 'random', randomShare: 0, repeatShare: 0, knownShare: 0 } : plan;
  }

  /** Whether a pair was selected by something that tells its label. */
  tellsLabel(pair: string): boolean {
    const row = this.current?.tellsLabel ? this.#open.rowOf(pair) : null;
    return row !== null && this.#told[row] === 1;
  }

  get #setting(): string {
    return `queue-selection:${this.#open.dataSet.id}`;
  }

  #take(selection: QueueSelectionData | null): void {
    this.current = selection;
    this.#told = new Uint8Array(selection?.tellsLabel ? this.#open.index.length : 0);
    if (selection?.tellsLabel) for (const row of selection.rows) this.#told[row] = 1;
  }
}

function isSelection(kept: unknown, pairs: number): kept is QueueSelectionData {
  if (typeof kept !== 'object' || kept === null) return false;
  const { rows, words, tellsLabel, address } = kept as Partial<QueueSelectionData>;
  return (
    rows instanceof Uint32Array &&
    rows.every((row) => row < pairs) &&
    typeof words === 'string' &&
    typeof tellsLabel === 'boolean' &&
    typeof address === 'object'
  );
}
