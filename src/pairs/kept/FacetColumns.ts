import type { Item } from '../Item';
import type { Json } from '../Json';
import { ownText } from '../ownText';
import type { Facet } from '../PairIndex';
import { facetValues } from './facetValues';
import { GrowingBytes } from './GrowingBytes';

/** Facets that a data set has at most, and the columns among which they are looked for. */
const maxFacets = 16;
const maxCandidates = 48;
/** Names that are remembered; a file whose every row has columns of its own must not fill the memory. */
const maxNames = 512;
const maxValues = 254;
const maxCharacters = 100;

interface Candidate {
  name: string;
  codes: Map<string, number>;
  column: GrowingBytes;
}

/**
 * Finds columns of the rows by which pairs can be chosen, while the items come: those with at most 254 values, texts of at most
 * 100 characters, booleans and whole numbers. A column that holds more, or anything else, is none.
 */
export class FacetColumns {
  /** Null: known to be no facet. */
  readonly #candidates = new Map<string, Candidate | null>();
  #open = 0;

  /** Takes an item whose pairs stand in rows `[from, to)` of the index. */
  add(item: Item, from: number, to: number): void {
    if (from === to) return;
    for (const [name, value] of facetValues(item)) this.#take(name, value, from, to);
  }

  /** The facets of an index of `length` pairs, in the order in which their columns came. One value everywhere is no choice. */
  facets(length: number): Facet[] {
    const found = [...this.#candidates.values()].filter((candidate) => candidate !== null);
    const facets = found.map(({ name, codes, column }): Facet => {
      return { name, values: [...codes.keys()], codes: column.bytes(length) };
    });
    return facets.filter(isChoice).slice(0, maxFacets);
  }

  #take(name: string, value: Json, from: number, to: number): void {
    const candidate = this.#candidate(name);
    if (candidate === null || value === null) return;
    const code = codeOf(candidate, value);
    if (code === null) {
      this.#candidates.set(name, null);
      this.#open--;
      return;
    }
    for (let row = from; row < to; row++) candidate.column.put(row, code);
  }

  #candidate(name: string): Candidate | null {
    const known = this.#candidates.get(name);
    if (known !== undefined) return known;
    if (this.#candidates.size >= maxNames || this.#open >= maxCandidates) return null;
    const candidate = { name, codes: new Map<string, number>(), column: new GrowingBytes() };
    this.#candidates.set(ownText(name), candidate);
    this.#open++;
    return candidate;
  }
}

/** The value's number in its column, from 1; null where it cannot have one. */
function codeOf({ codes }: Candidate, value: Json): number | null {
  const isScalar = typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value);
  const text = isScalar ? String(value) : null;
  if (text === null || text.length > maxCharacters) return null;
  const known = codes.get(text);
  if (known !== undefined) return known;
  if (codes.size === maxValues) return null;
  codes.set(ownText(text), codes.size + 1);
  return codes.size;
}

function isChoice({ values, codes }: Facet): boolean {
  return values.length > 1 || (values.length === 1 && codes.includes(0));
}
