import type { Committee } from './Committee';
import { filterTest } from './filterTest';
import { viewOf, type Filter, type Selection } from './Selection';
import { writeSelection } from './selectionText';

/** So many filters hold at once: each is one bit of a number. */
const mostFilters = 32;

interface Mark {
  bit: number;
  filter: Filter;
}

/**
 * Which filters each pair fails, one bit a filter: a view shows the pairs that fail none but its own. Only what has changed in a
 * selection is tested again.
 */
export class FilterMarks {
  readonly #committee: Committee;
  readonly #failing: Uint32Array;
  #marks = new Map<string, Mark>();
  #version = -1;
  /** By the bits that are looked at the places that fail none of them. */
  readonly #passing = new Map<number, Uint32Array>();

  constructor(committee: Committee) {
    this.#committee = committee;
    this.#failing = new Uint32Array(committee.length);
  }

  /** @throws RangeError where the selection has more than 32 filters or names a model that is not there. */
  take(selection: Selection): void {
    if (selection.length > mostFilters)
      throw new RangeError(`A selection has at most ${String(mostFilters)} filters, not ${String(selection.length)}.`);
    const isOld = this.#version !== this.#committee.version;
    const kept = selection.filter((filter) => !isOld && this.#holdsAlready(filter));
    const before = this.#marks;
    this.#marks = new Map(kept.map((filter) => [viewOf(filter), before.get(viewOf(filter)) as Mark]));
    this.#version = this.#committee.version;
    if (isOld) this.#passing.clear();
    for (const [view, { bit }] of before) if (!this.#marks.has(view)) this.#forget(bit);
    for (const filter of selection) if (!kept.includes(filter)) this.#mark(filter);
  }

  /** The places that fail no filter, but for that of one view where it is named; ascending. */
  passing(view: string | null): Uint32Array {
    let looked = 0;
    for (const [ofView, { bit }] of this.#marks) if (ofView !== view) looked |= bit;
    const known = this.#passing.get(looked);
    if (known) return known;
    const places = new Uint32Array(this.#failing.length);
    let count = 0;
    for (let place = 0; place < places.length; place++)
      if (((this.#failing[place] ?? 0) & looked) === 0) places[count++] = place;
    const passing = places.subarray(0, count);
    this.#passing.set(looked, passing);
    return passing;
  }

  #holdsAlready(filter: Filter): boolean {
    const known = this.#marks.get(viewOf(filter));
    return known !== undefined && writeSelection([known.filter]) === writeSelection([filter]);
  }

  /** Drops what looked at a bit that will mean something else. */
  #forget(bit: number): void {
    for (const looked of this.#passing.keys()) if ((looked & bit) !== 0) this.#passing.delete(looked);
  }

  #mark(filter: Filter): void {
    const holds = filterTest(this.#committee, filter);
    const used = new Set([...this.#marks.values()].map(({ bit }) => bit));
    let at = 0;
    while (used.has(1 << at)) at++;
    const bit = 1 << at;
    const failing = this.#failing;
    for (let place = 0; place < failing.length; place++) {
      const other = (failing[place] ?? 0) & ~bit;
      failing[place] = holds(place) ? other : other | bit;
    }
    this.#marks.set(viewOf(filter), { bit, filter });
  }
}
