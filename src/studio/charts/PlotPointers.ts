/** A place in the plot, in CSS pixels from its upper left corner. */
export interface PlotPlace {
  x: number;
  y: number;
}

/** What a person means by what their pointers do. */
export interface PlotGestures {
  /** A box is being drawn from one place to another. */
  draw(from: PlotPlace, to: PlotPlace): void;
  /** The hand has let go of a box. */
  drawn(): void;
  /** A place was pressed, and no box drawn. */
  press(at: PlotPlace): void;
  /** Two fingers. @param factor above 1 shows more */
  pinch(factor: number, about: PlotPlace): void;
}

/** Pixels that a pointer moves before it draws. */
const farEnough = 4;
/** Fingers nearer than so many pixels zoom no faster. */
const nearest = 20;

/** Reads the pointers over a plot: one draws a box or presses, two pinch. */
export class PlotPointers {
  readonly #places = new Map<number, PlotPlace>();
  #from: PlotPlace | null = null;
  #drawing = false;

  constructor(private readonly gestures: PlotGestures) {}

  down(id: number, place: PlotPlace): void {
    this.#places.set(id, place);
    this.#from = this.#places.size === 1 ? place : null;
    this.#drawing = false;
  }

  move(id: number, place: PlotPlace): void {
    const before = this.#places.get(id);
    if (!before) return;
    if (this.#places.size === 2) this.#pinch(id, before, place);
    this.#places.set(id, place);
    const from = this.#from;
    if (!from) return;
    this.#drawing ||= Math.hypot(place.x - from.x, place.y - from.y) > farEnough;
    if (this.#drawing) this.gestures.draw(from, place);
  }

  up(id: number): void {
    const pressed = this.#end(id);
    if (!pressed) return;
    if (this.#drawing) this.gestures.drawn();
    else this.gestures.press(pressed);
  }

  /** The browser took the pointer away, to scroll perhaps: a box that was begun stands. */
  cancel(id: number): void {
    if (this.#end(id) && this.#drawing) this.gestures.drawn();
  }

  #end(id: number): PlotPlace | null {
    const from = this.#from;
    this.#places.delete(id);
    this.#from = null;
    return from;
  }

  #pinch(id: number, before: PlotPlace, now: PlotPlace): void {
    const other = [...this.#places].find(([key]) => key !== id)?.[1];
    if (!other) return;
    const distance = (one: PlotPlace) => Math.max(nearest, Math.hypot(one.x - other.x, one.y - other.y));
    this.gestures.pinch(distance(before) / distance(now), other);
  }
}
