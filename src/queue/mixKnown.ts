import { drawRows } from './drawRows';
import { seedWord, chance } from './randomKey';

export interface KnownRows {
  rows: Uint32Array;
  /** Of the places: at how many a known row is drawn forward, from 0 to 1. */
  share: number;
  pairIds: Uint8Array;
  seed: string;
  /** Pairs judged already: places count from there, so that ordering anew does not move them. */
  before: number;
}

/**
 * Draws known rows forward, in random order, to places that the seed picks one by one: nobody can tell where the next one
 * stands. All other rows keep their order; a known row that is not drawn forward keeps its place among them.
 */
export function mixKnown(ranked: Uint32Array, { rows, share, pairIds, seed, before }: KnownRows): Uint32Array {
  if (share <= 0 || rows.length === 0) return ranked;
  const isKnown = new Set(rows);
  const own = ranked.filter((row) => isKnown.has(row));
  const word = seedWord(`known:${seed}`);
  const places = placesOf(own.length, ranked.length, (place) => chance(word, before + place) < share);
  const drawn = drawRows(pairIds, own, word, places.size);
  const isDrawn = new Set(drawn);
  const rest = ranked.filter((row) => !isDrawn.has(row));
  const mixed = new Uint32Array(ranked.length);
  for (let place = 0, forward = 0; place < mixed.length; place++)
    mixed[place] = (places.has(place) ? drawn[forward++] : rest[place - forward]) ?? 0;
  return mixed;
}

/** The first places that are picked, at most `most` of them. */
function placesOf(most: number, length: number, isPicked: (place: number) => boolean): Set<number> {
  const places = new Set<number>();
  for (let place = 0; place < length && places.size < most; place++) if (isPicked(place)) places.add(place);
  return places;
}
