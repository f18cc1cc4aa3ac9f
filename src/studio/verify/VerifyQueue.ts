import type { Queue } from '../../queue/Queue';
import { Repeats } from '../../queue/Repeats';
import { Reservations, reservedForMs, type Claim } from '../../queue/Reservations';
import type { LabelFold } from '../../verdicts/LabelFold';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import { verdictStates } from '../../verdicts/verdictState';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import type { Place } from './PairOnScreen';
import { QueueWalk } from './QueueWalk';
import { repeatPlace } from './repeatPlace';

export interface VerifyQueueOptions {
  open: OpenDataSet;
  fold: LabelFold;
  /** Decides where repeats stand. */
  seed: string;
  /** Orders what is left as the person wants it, in the worker. */
  order: () => Promise<Queue>;
  /** Of the pairs that come: how many are silent repeats. */
  repeatShare: () => number;
  /** Keeps pairs among the tabs of this browser; null: there is one tab. */
  claim: Claim | null;
}

/** A verdict that is durable here is known to the other tabs after so long at most; then they may have its pair. */
const toldAfterMs = 1000;

const emptyQueue: Queue = { rows: new Uint32Array(), reasons: new Uint8Array() };

/**
 * The pairs that come next: those of the ordered queue, silent repeats between them, and none that another tab of this person
 * has on its screen.
 */
export class VerifyQueue {
  readonly #options: VerifyQueueOptions;
  readonly #repeats: Repeats;
  readonly #reservations: Reservations | null;
  #walk: QueueWalk;
  /** Rows that were judged or put off while the queue is being ordered. */
  readonly #settled = new Set<number>();
  /** Pairs whose verdict is not durable yet: no other tab may have them. */
  readonly #unsaved = new Set<string>();
  #expiry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: VerifyQueueOptions) {
    const { open, fold, seed, repeatShare, claim } = options;
    this.#options = options;
    const mayRepeat = (row: number) => repeatPlace(fold, open.pairId(row), row) !== null;
    this.#repeats = new Repeats({ seed, share: repeatShare, mayRepeat });
    this.#reservations = claim && new Reservations(claim);
    this.#walk = this.#walkThrough(emptyQueue);
  }

  /** Pairs that came when another tab had them open, and were not met since. */
  get passedOver(): number {
    return this.#walk.passedOver;
  }

  /** Verdicts of earlier visits, oldest first. */
  remember(events: readonly LedgerEvent[]): void {
    const { fold, open } = this.#options;
    for (const event of events) {
      const row = event.type === 'verdict' && fold.isMine(event) ? open.rowOf(event.pair) : null;
      if (row !== null && event.type === 'verdict') this.#note(row, event);
    }
  }

  /** A verdict on this row is durable. */
  saved(row: number, event: LedgerEvent): void {
    if (event.type === 'verdict') this.#note(row, event);
    const pair = event.pair;
    setTimeout(() => this.#unsaved.delete(pair), toldAfterMs);
  }

  /** Orders what is left anew. @throws where the worker that orders cannot; the queue before goes on. */
  async order(): Promise<void> {
    this.#settled.clear();
    const queue = await this.#options.order();
    this.#repeats.restart();
    this.#walk = this.#walkThrough(queue);
    for (const row of this.#settled) this.#walk.leave(row);
  }

  /** The next place, where it is this tab's own already; else `find` has to look for one. */
  takeKept(): Place | null {
    const [next] = this.#walk.peek(1);
    return next && this.#holds(next) ? this.#walk.take() : null;
  }

  /** The next place that no other tab has open; null at the end of the queue. */
  async find(): Promise<Place | null> {
    let retried = false;
    for (;;) {
      const next = this.#walk.take();
      if (next && (await this.#reserve(next))) return next;
      if (next) this.#walk.passOver(next);
      else if (retried || this.passedOver === 0) return null;
      else {
        retried = true;
        this.#walk.retryPassed();
      }
    }
  }

  /** The next places, as far as they are known. */
  peek(count: number): Place[] {
    return this.#walk.peek(count);
  }

  /** Keeps the pair on the screen and the next ones for this tab, and lets go of all others. */
  async keep(shown: Place, ahead: number): Promise<void> {
    const reservations = this.#reservations;
    if (!reservations) return;
    clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => reservations.expire(), reservedForMs + 1);
    const next = this.#walk.peek(ahead);
    reservations.keepOnly(new Set([...this.#unsaved, ...[shown, ...next].map(({ row }) => this.#pair(row))]));
    const kept = await Promise.all([shown, ...next].map((place) => this.#reserve(place)));
    for (const [at, place] of next.entries()) if (!kept[at + 1]) this.#walk.passOver(place);
  }

  /** Puts a place that was on the screen first in line. */
  putBack(place: Place): void {
    this.#walk.putBack(place);
  }

  /** The pair was judged or put off: it does not come again, but as a repeat. */
  settle(row: number): void {
    this.#walk.leave(row);
    this.#settled.add(row);
    this.#unsaved.add(this.#pair(row));
  }

  #walkThrough(queue: Queue): QueueWalk {
    const { open, fold } = this.#options;
    const isJudged = (row: number) => (open.verdicts[row] ?? 0) > verdictStates.skipped;
    const insert = () => {
      const row = this.#repeats.next();
      return row === null ? null : repeatPlace(fold, open.pairId(row), row);
    };
    return new QueueWalk(queue, { isJudged, insert });
  }

  #note(row: number, { data }: Extract<LedgerEvent, { type: 'verdict' }>): void {
    const isBlind = data.visibility === 'blind' && data.choice.kind !== 'skip';
    if (isBlind || data.occasion === 'repeat') this.#repeats.note(row, data.occasion === 'repeat');
  }

  #holds({ row }: Place): boolean {
    return this.#reservations === null || this.#reservations.holds(this.#pair(row));
  }

  async #reserve({ row }: Place): Promise<boolean> {
    return this.#reservations === null || this.#reservations.reserve(this.#pair(row));
  }

  #pair(row: number): string {
    return this.#options.open.pairId(row);
  }
}
