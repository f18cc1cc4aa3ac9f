/**
 * A version that follows changes at most so often: while a model scores, counts over all pairs of a large data set would
 * otherwise be made anew for every batch. Made in a component's initialisation; ends with it.
 */
export class Paced {
  version = $state(0);
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `changes` reads whatever should be followed. */
  constructor(changes: () => unknown, everyMs = 400) {
    let first = true;
    $effect(() => {
      changes();
      if (!first) this.#timer ??= setTimeout(() => this.#step(), everyMs);
      first = false;
    });
    $effect(() => () => {
      if (this.#timer !== null) clearTimeout(this.#timer);
    });
  }

  #step(): void {
    this.#timer = null;
    this.version++;
  }
}
