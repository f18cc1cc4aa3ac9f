import { idLength } from '../pairs/idBytes';
import { drawRows } from './drawRows';
import { chance, seedWord } from './randomKey';

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
  const known = marked(rows, pairIds);
  const own = ranked.filter((row) => known[row] === 1);
  const word = seedWord(`known:${seed}`);
  const places = placesOf(own.length, ranked.length, (place) => chance(word, before + place) < share);
  const drawn = drawRows(pairIds, own, word, places.length);
  const isDrawn = marked(drawn, pairIds);
  const mixed = new Uint32Array(ranked.length);
  let [forward, next] = [0, 0];
  for (let place = 0; place < mixed.length; place++) {
    if (places[forward] === place) {
      mixed[place] = drawn[forward++] ?? 0;
      continue;
    }
    while (isDrawn[ranked[next] ?? 0] === 1) next++;
    mixed[place] = ranked[next++] ?? 0;
  }
  return mixed;
}

/** 1 at each of the rows. */
function marked(rows: Uint32Array, pairIds: Uint8Array): Uint8Array {
  const marks = new Uint8Array(pairIds.length / idLength);
  for (const row of rows) marks[row] = 1;
  return marks;
}

/** The first places that are picked, at most `most` of them. */
function placesOf(most: number, length: number, isPicked: (place: number) => boolean): number[] {
  const places: number[] = [];
  for (let place = 0; place < length && places.length < most; place++) if (isPicked(place)) places.push(place);
  return places;
}
