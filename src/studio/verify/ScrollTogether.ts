/**
 * Lets two texts scroll together: turn beside turn in dialogues, elsewhere by the share of each text that has gone by. Whoever
 * scrolls leads, and the other follows.
 */
export class ScrollTogether {
  readonly #sides: [HTMLElement, HTMLElement];
  /** Where a follower was put: the event that this causes is not taken for a person's. */
  readonly #put = new WeakMap<HTMLElement, number>();

  constructor(sides: [HTMLElement, HTMLElement]) {
    this.#sides = sides;
    for (const side of sides) side.addEventListener('scroll', this.#follow, { passive: true });
  }

  end(): void {
    for (const side of this.#sides) side.removeEventListener('scroll', this.#follow);
  }

  readonly #follow = (event: Event): void => {
    const [one, other] = this.#sides;
    const leader = event.currentTarget === one ? one : other;
    const follower = leader === one ? other : one;
    if (this.#put.get(leader) === Math.round(leader.scrollTop)) return void this.#put.delete(leader);
    follower.scrollTop = counterpart(leader.scrollTop, stopsOf(leader), stopsOf(follower));
    this.#put.set(follower, Math.round(follower.scrollTop));
  };
}

/** Heights, in CSS pixels from the top of the text, that belong to each other in both texts. */
function stopsOf(side: HTMLElement): number[] {
  const top = side.getBoundingClientRect().top - side.scrollTop;
  const turns = [...side.querySelectorAll('[data-turn]')].slice(1);
  const end = Math.max(side.scrollHeight - side.clientHeight, 0);
  return [0, ...turns.map((turn) => Math.min(turn.getBoundingClientRect().top - top, end)), end];
}

/** The height in the other text: as far between two stops as in this one. The end belongs to the end, whatever stands between. */
export function counterpart(height: number, own: number[], others: number[]): number {
  const pairs = Math.min(own.length, others.length) - 1;
  const at = Math.max(
    own.slice(0, pairs).findLastIndex((stop) => stop <= height),
    0,
  );
  const [start, otherStart] = [own[at] ?? 0, others[at] ?? 0];
  const isLast = at === pairs - 1;
  const end = (isLast ? own.at(-1) : own[at + 1]) ?? start;
  const otherEnd = (isLast ? others.at(-1) : others[at + 1]) ?? otherStart;
  // A last turn that begins where scrolling ends has no height of its own: who is there is at the end.
  const whole = isLast && end > 0 ? 1 : 0;
  const share = end > start ? Math.min((height - start) / (end - start), 1) : whole;
  return otherStart + share * (otherEnd - otherStart);
}
