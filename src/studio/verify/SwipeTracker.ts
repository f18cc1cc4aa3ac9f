/** Where a finger is in a swipe over the pair. */
export interface Swipe {
  side: 'A' | 'B';
  /** Finger's way in pixels, towards the right above 0. */
  by: number;
  /** Letting go now gives the verdict. */
  armed: boolean;
}

/** Less than this is a tap that trembles. */
const leastPx = 24;
/** A swipe goes at least this many times as far across as up or down, measured where it leaves the first circle. */
const leastSlope = 2;
const armedPx = 96;
const armedShare = 0.28;

interface Start {
  id: number;
  x: number;
  y: number;
}

/**
 * Tells a swipe across (right: A is better, left: B) from scrolling, tapping, pinching and selecting. It is decided once, where
 * the finger leaves the first circle: what began as scrolling never becomes a swipe. Whoever goes back before letting go
 * gives nothing.
 */
export class SwipeTracker {
  readonly #width: () => number;
  #start: Start | null = null;
  #across = false;

  /** `width` of the pair on the screen in pixels: on a wide one a swipe is longer. */
  constructor(width: () => number) {
    this.#width = width;
  }

  /** A finger comes down. A second one ends the swipe. */
  down(id: number, x: number, y: number): void {
    this.#across = false;
    this.#start = this.#start ? null : { id, x, y };
  }

  /** Where the swipe is now; null where there is none. */
  move(id: number, x: number, y: number): Swipe | null {
    const start = this.#start;
    if (!start || start.id !== id) return null;
    const [by, down] = [x - start.x, y - start.y];
    if (!this.#across) {
      if (Math.hypot(by, down) < leastPx) return null;
      if (Math.abs(by) < leastSlope * Math.abs(down)) this.#start = null;
      else this.#across = true;
    }
    return this.#across ? this.#swipe(by) : null;
  }

  /** The finger goes up: the side that is better, or null. */
  up(id: number, x: number, y: number): Swipe['side'] | null {
    const swipe = this.move(id, x, y);
    this.cancel();
    return swipe?.armed ? swipe.side : null;
  }

  /** The browser has taken the finger over, or something else came between. */
  cancel(): void {
    this.#start = null;
    this.#across = false;
  }

  #swipe(by: number): Swipe {
    const enough = Math.max(armedPx, armedShare * Math.min(this.#width(), 600));
    return { side: by > 0 ? 'A' : 'B', by, armed: Math.abs(by) >= enough };
  }
}
