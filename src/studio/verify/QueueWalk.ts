import { queueReasons, type Queue } from '../../queue/Queue';
import type { Place } from './PairOnScreen';

export interface QueueWalkOptions {
  /** Tells of verdicts that came from elsewhere, another tab for one. */
  isJudged: (row: number) => boolean;
  /** A place that comes before the next one of the queue: a silent repeat; null for most. Asked once a place. */
  insert?: () => Place | null;
}

/**
 * The way through a queue that was ordered once. Pairs that were interrupted (by undo, by a look back) come again first,
 * the last one foremost; pairs that another tab has open are passed over and come at the end. A step costs the same however
 * long the queue is.
 */
export class QueueWalk {
  readonly #queue: Queue;
  readonly #options: Required<QueueWalkOptions>;
  readonly #left = new Set<number>();
  #waiting: Place[] = [];
  /** Places that were looked at ahead, in their order. */
  #ahead: Place[] = [];
  #passed: Place[] = [];
  #next = 0;

  constructor(queue: Queue, options: QueueWalkOptions) {
    this.#queue = queue;
    this.#options = { insert: () => null, ...options };
  }

  /** How many pairs another tab had open when their turn came. */
  get passedOver(): number {
    return this.#passed.length;
  }

  /** The place that comes next, which is then no longer ahead; null at the end. */
  take(): Place | null {
    const waiting = this.#waiting.pop();
    if (waiting) return waiting;
    this.#look(1);
    return this.#ahead.shift() ?? null;
  }

  /** The next places in the order of `take`. */
  peek(count: number): Place[] {
    const places = this.#waiting.slice(-count).reverse();
    this.#look(count - places.length);
    return [...places, ...this.#ahead.slice(0, count - places.length)];
  }

  /** Puts a place that was on the screen first in line. */
  putBack(place: Place): void {
    const { row, reason, repeat } = place;
    this.#waiting = [...this.#waiting.filter((other) => other.row !== row), { row, reason, ...(repeat && { repeat }) }];
  }

  /** A pair was judged or put off: it does not come again. */
  leave(row: number): void {
    this.#left.add(row);
    this.#waiting = this.#waiting.filter((place) => place.row !== row);
  }

  /** Another tab has the pair open: it comes at the end of the queue. A repeat is dropped. */
  passOver(place: Place): void {
    this.#ahead = this.#ahead.filter(({ row }) => row !== place.row);
    if (!place.repeat) this.#passed.push(place);
  }

  /** Takes up the pairs that were passed over, once: another tab may have let them go. */
  retryPassed(): void {
    this.#ahead.push(...this.#passed.splice(0));
  }

  /** Looks at so many places ahead, as far as the queue goes. */
  #look(count: number): void {
    this.#ahead = this.#ahead.filter((place) => this.#isStill(place));
    while (this.#ahead.length < count) {
      const at = this.#openFrom(this.#next);
      if (at >= this.#queue.rows.length) return;
      const inserted = this.#options.insert();
      if (inserted) this.#ahead.push(inserted);
      else {
        this.#ahead.push(this.#place(at));
        this.#next = at + 1;
      }
    }
  }

  #openFrom(at: number): number {
    const { rows } = this.#queue;
    while (at < rows.length && !this.#isOpen(rows[at] ?? 0)) at++;
    return at;
  }

  #place(at: number): Place {
    const { rows, reasons } = this.#queue;
    return { row: rows[at] ?? 0, reason: queueReasons[reasons[at] ?? 0] ?? 'order' };
  }

  /** Whether a place looked at earlier still holds: a repeat is of a pair that has its verdict. */
  #isStill({ row, repeat }: Place): boolean {
    return repeat === undefined ? this.#isOpen(row) : this.#options.isJudged(row);
  }

  #isOpen(row: number): boolean {
    return !this.#left.has(row) && !this.#options.isJudged(row);
  }
}
