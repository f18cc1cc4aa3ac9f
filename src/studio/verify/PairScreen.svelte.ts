import { sideOrder } from '../../queue/sideOrder';
import type { PairToJudge } from '../../pairs/PairToJudge';
import type { LabelFold } from '../../verdicts/LabelFold';
import { stepFromChoice } from '../../verdicts/strengthWords';
import { sameChoice } from '../../verdicts/sameChoice';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import type { Drafts } from './Drafts';
import { emptyDraft, type NotesDraft } from './NotesDraft';
import { PairLoader } from './PairLoader';
import type { PairOnScreen, Place } from './PairOnScreen';
import { ScreenTime } from './ScreenTime';
import type { VerifyQueue } from './VerifyQueue';
import { VerdictNotes } from './VerdictNotes.svelte';

export interface PairScreenOptions {
  open: OpenDataSet;
  fold: LabelFold;
  /** The pairs that come next. */
  queue: VerifyQueue;
  /** Decides the sides. */
  seed: string;
  /** Whether this person saw the pair's label or rewards before. */
  isSeen: (pair: string) => boolean;
  read: (row: number) => Promise<PairToJudge>;
  drafts: Drafts;
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
  readonly notes = new VerdictNotes();
  ordering = $state(false);
  /** How many rewards were known when the queue was ordered; null before that. */
  orderedAt = $state<number | null>(null);
  readonly #options: PairScreenOptions;
  readonly #loader: PairLoader;
  #wanted: Place | null = null;

  constructor(options: PairScreenOptions) {
    this.#options = options;
    this.#loader = new PairLoader((row) => this.#readPair(row), options.prepare);
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
    const next = this.#options.queue.takeKept();
    if (next) return this.#show(next);
    const looking: Place = { row: -1, reason: '' };
    this.#wanted = looking;
    this.#leave();
    const found = await this.#options.queue.find();
    if (this.#wanted === looking) {
      if (found) await this.#show(found);
    } else if (found) this.#options.queue.putBack(found);
  }

  /** Shows a pair out of turn; one that was being judged comes next. */
  async interrupt(place: Place): Promise<void> {
    const shown = this.current;
    if (shown?.phase === 'judging' && shown.row !== place.row) this.#options.queue.putBack(shown);
    await this.#show(place);
  }

  /** The pair was judged or put off: it does not come again in this queue. */
  settle(row: number): void {
    this.#options.queue.settle(row);
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
    const { open, queue } = this.#options;
    const { known } = open.rewards;
    await queue.order();
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
    this.notes.begin(this.#notesBefore(shown), this.#options.drafts.of(pair.id));
    void this.#lookAhead(shown);
  }

  /** What this person wrote with the verdict that is revealed, so that it can be added to. */
  #notesBefore({ choice, left, pair }: PairOnScreen): NotesDraft {
    if (!choice) return emptyDraft;
    const last = this.#options.fold.ownVerdicts(pair.id).findLast(({ data }) => sameChoice(data.choice, choice));
    const { rationale = '', reasons = [], evidence = [], decidedBy = '' } = last?.data ?? {};
    return { ...emptyDraft, step: stepFromChoice(choice, left), rationale, reasons, evidence, decidedBy };
  }

  async #readPair(row: number): Promise<PairToJudge> {
    const { open, read, drafts } = this.#options;
    const [pair] = await Promise.all([read(row), drafts.read(open.pairId(row))]);
    return pair;
  }

  /** Reads what comes next, and keeps it from other tabs. */
  async #lookAhead(shown: PairOnScreen): Promise<void> {
    const { queue } = this.#options;
    const read = () => this.#loader.prefetch(queue.peek(pairsAhead).map(({ row }) => row));
    read();
    await queue.keep(shown, pairsAhead);
    if (this.current === shown) read();
  }

  /** The pair on the screen may have been seen elsewhere since it came: in Pairs, in Compare, where models are asked why. */
  takeSeen(): void {
    const shown = this.current;
    if (!shown || shown.seenBefore || shown.repeat || !this.#options.isSeen(shown.pair.id)) return;
    this.current = { ...shown, seenBefore: true };
  }

  #onScreen(place: Place, pair: PairToJudge): PairOnScreen {
    const { fold, seed, isSeen } = this.#options;
    const { row, reason, repeat } = place;
    // A repeat looks like a pair that was never met.
    const label = repeat ? null : fold.own(pair.id);
    const choice = label && label.choice.kind !== 'skip' ? label.choice : null;
    const time = new ScreenTime();
    time.start();
    return {
      ...{ row, reason, ...(repeat && { repeat }) },
      pair,
      left: repeat ?? sideOrder(seed, pair.id),
      phase: choice ? 'revealed' : 'judging',
      seenBefore: !repeat && (isSeen(pair.id) || fold.everRevealed(pair.id)),
      choice,
      time,
    };
  }
}
