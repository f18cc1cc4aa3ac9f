import { sideOrder } from '../../queue/sideOrder';
import type { PairToJudge } from '../../pairs/PairToJudge';
import type { LabelFold } from '../../verdicts/LabelFold';
import { stepFromChoice, type Step } from '../../verdicts/strengthWords';
import { verdictStates } from '../../verdicts/verdictState';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { PairLoader } from './PairLoader';
import type { PairOnScreen, Place } from './PairOnScreen';
import { QueueWalk } from './QueueWalk';
import { ScreenTime } from './ScreenTime';

export interface PairScreenOptions {
  open: OpenDataSet;
  fold: LabelFold;
  /** Decides the random stratum and the sides. */
  seed: string;
  /** Whether this person saw the pair's label or rewards before. */
  isSeen: (pair: string) => boolean;
  read: (row: number) => Promise<PairToJudge>;
  /** Renders the texts of a pair ahead of its turn. */
  prepare: (pair: PairToJudge) => void;
}

const pairsAhead = 2;

/** The pair on the screen, the queue that it came from, and what the person has chosen or written but not given yet. */
export class PairScreen {
  current = $state.raw<PairOnScreen | null>(null);
  loadError = $state.raw<{ place: Place; message: string } | null>(null);
  /** Texts are being read, because the pair was not among those read ahead. */
  loading = $state(false);
  step = $state<Step | null>(null);
  rationale = $state('');
  reasons = $state.raw<string[]>([]);
  ordering = $state(false);
  /** How many rewards were known when the queue was ordered; null before that. */
  orderedAt = $state<number | null>(null);
  readonly #options: PairScreenOptions;
  readonly #loader: PairLoader;
  #walk = new QueueWalk({ rows: new Uint32Array(), reasons: new Uint8Array() }, () => true);
  /** Rows that were judged or put off while the queue is being ordered. */
  readonly #settled = new Set<number>();
  #wanted: Place | null = null;

  constructor(options: PairScreenOptions) {
    this.#options = options;
    this.#loader = new PairLoader(options.read, options.prepare);
  }

  /**
   * Orders what is left anew, by the rewards known now, and shows the first pair. The one on the screen stays until then; where
   * the person has gone on meanwhile, that pair stays and the new order begins behind it.
   *
   * @throws where the worker that orders cannot; the queue before goes on.
   */
  async reorder(): Promise<void> {
    if (this.ordering) return;
    this.ordering = true;
    const before = this.current;
    try {
      await this.#order();
    } finally {
      this.ordering = false;
    }
    if (this.current === before) await this.advance();
  }

  /** Shows the next pair: at once where it was read ahead. At the end of the queue there is none. */
  async advance(): Promise<void> {
    const next = this.#walk.take();
    if (next) return this.#show(next);
    this.#wanted = null;
    this.#leave();
  }

  /** Shows a pair out of turn; one that was being judged comes next. */
  async interrupt(place: Place): Promise<void> {
    const shown = this.current;
    if (shown?.phase === 'judging' && shown.row !== place.row) this.#walk.putBack(shown);
    await this.#show(place);
  }

  /** The pair was judged or put off: it does not come again in this queue. */
  settle(row: number): void {
    this.#walk.leave(row);
    this.#settled.add(row);
  }

  /** The pair on the screen is painted: its time counts from here. */
  painted(shown: PairOnScreen): void {
    if (this.current === shown) shown.time.start();
  }

  /** Reads the pair again that could not be read, or leaves it for later. */
  async afterLoadError(go: 'again' | 'on'): Promise<void> {
    const failed = this.loadError;
    if (failed) await (go === 'again' ? this.#show(failed.place) : this.advance());
  }

  async #order(): Promise<void> {
    const { open, seed } = this.#options;
    const known = open.rewards.known;
    this.#settled.clear();
    const queue = await open.view.queue(open.dataSet.id, seed);
    this.#walk = new QueueWalk(queue, (row) => (open.verdicts[row] ?? 0) > verdictStates.skipped);
    for (const row of this.#settled) this.#walk.leave(row);
    this.orderedAt = known;
  }

  async #show(place: Place): Promise<void> {
    this.#wanted = place;
    const ready = this.#loader.ready(place.row);
    if (ready) return this.#present(place, ready);
    this.#leave();
    this.loading = true;
    try {
      const pair = await this.#loader.load(place.row);
      if (this.#wanted === place) this.#present(place, pair);
    } catch (error) {
      if (this.#wanted === place) this.#fail(place, error);
    }
  }

  #leave(): void {
    this.current?.time.pause();
    this.current = null;
    this.loading = false;
    this.loadError = null;
  }

  #fail(place: Place, error: unknown): void {
    this.loading = false;
    this.loadError = { place, message: error instanceof Error ? error.message : String(error) };
  }

  #present(place: Place, pair: PairToJudge): void {
    this.#leave();
    const shown = this.#onScreen(place, pair);
    this.current = shown;
    this.step = shown.choice ? stepFromChoice(shown.choice, shown.left) : null;
    this.rationale = '';
    this.reasons = [];
    this.#loader.prefetch(this.#walk.peek(pairsAhead).map(({ row }) => row));
  }

  #onScreen(place: Place, pair: PairToJudge): PairOnScreen {
    const { fold, seed, isSeen } = this.#options;
    const label = fold.own(pair.id);
    const choice = label && label.choice.kind !== 'skip' ? label.choice : null;
    const time = new ScreenTime();
    time.start();
    return {
      row: place.row,
      reason: place.reason,
      pair,
      left: sideOrder(seed, pair.id),
      phase: choice ? 'revealed' : 'judging',
      seenBefore: isSeen(pair.id) || fold.everRevealed(pair.id),
      choice,
      time,
    };
  }
}
