import { orderQueue } from '../../queue/orderQueue';
import { sideOrder } from '../../queue/sideOrder';
import type { Pair } from '../../pairs/Pair';
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
  read: (row: number) => Promise<Pair>;
  /** Renders the texts of a pair ahead of its turn. */
  prepare: (pair: Pair) => void;
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
  /** How many rewards were known when the queue was ordered. */
  orderedAt = $state(0);
  readonly #options: PairScreenOptions;
  readonly #loader: PairLoader;
  #walk: QueueWalk;
  #wanted: Place | null = null;

  constructor(options: PairScreenOptions) {
    this.#options = options;
    this.#loader = new PairLoader(options.read, options.prepare);
    this.#walk = this.#orderedWalk();
  }

  /** Orders what is left anew, by the rewards known now, and shows the first pair. */
  async reorder(): Promise<void> {
    this.#walk = this.#orderedWalk();
    await this.advance();
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

  #orderedWalk(): QueueWalk {
    const { open, seed } = this.#options;
    const { index, rewards, verdicts } = open;
    this.orderedAt = rewards.known;
    const isJudged = (row: number) => (verdicts[row] ?? 0) > verdictStates.skipped;
    return new QueueWalk(orderQueue({ index, rewards, verdicts, seed }), isJudged);
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

  #present(place: Place, pair: Pair): void {
    this.#leave();
    const shown = this.#onScreen(place, pair);
    this.current = shown;
    this.step = shown.choice ? stepFromChoice(shown.choice, shown.left) : null;
    this.rationale = '';
    this.reasons = [];
    this.#loader.prefetch(this.#walk.peek(pairsAhead).map(({ row }) => row));
  }

  #onScreen(place: Place, pair: Pair): PairOnScreen {
    const { fold, seed, isSeen } = this.#options;
    const label = fold.label(pair.id);
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
