import { queueReasons, type Queue } from '../../queue/Queue';
import type { Place } from './PairOnScreen';

/**
 * The way through a queue that was ordered once. Pairs that were interrupted (by undo, by a look back) come again first,
 * the last one foremost. A step costs the same however long the queue is.
 */
export class QueueWalk {
  readonly #queue: Queue;
  readonly #isJudged: (row: number) => boolean;
  readonly #left = new Set<number>();
  #waiting: Place[] = [];
  #next = 0;

  /** `isJudged` tells of verdicts that came from elsewhere, another tab for one. */
  constructor(queue: Queue, isJudged: (row: number) => boolean) {
    this.#queue = queue;
    this.#isJudged = isJudged;
  }

  /** The place that comes next, which is then no longer ahead; null at the end. */
  take(): Place | null {
    const waiting = this.#waiting.pop();
    if (waiting) return waiting;
    const at = this.#openFrom(this.#next);
    this.#next = at + 1;
    return at < this.#queue.rows.length ? this.#place(at) : null;
  }

  /** The next places in the order of `take`. */
  peek(count: number): Place[] {
    const places = this.#waiting.slice(-count).reverse();
    for (let at = this.#openFrom(this.#next); at < this.#queue.rows.length && places.length < count;) {
      places.push(this.#place(at));
      at = this.#openFrom(at + 1);
    }
    return places;
  }

  /** Puts a place that was on the screen first in line. */
  putBack(place: Place): void {
    this.#waiting = [...this.#waiting.filter(({ row }) => row !== place.row), { row: place.row, reason: place.reason }];
  }

  /** A pair was judged or put off: it does not come again. */
  leave(row: number): void {
    this.#left.add(row);
    this.#waiting = this.#waiting.filter((place) => place.row !== row);
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

  #isOpen(row: number): boolean {
    return !this.#left.has(row) && !this.#isJudged(row);
  }
}
