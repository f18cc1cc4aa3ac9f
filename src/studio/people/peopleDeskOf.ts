import type { Studio } from '../Studio.svelte';
import { PeopleDesk } from './PeopleDesk.svelte';

const known = new WeakMap<Studio, PeopleDesk>();

/** The studio's desk of several people's verdicts: what was read stays while other rooms are open. */
export function peopleDeskOf(studio: Studio): PeopleDesk {
  const desk = known.get(studio) ?? new PeopleDesk(studio);
  known.set(studio, desk);
  return desk;
}
