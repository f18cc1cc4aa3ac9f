import type { Studio } from '../../Studio.svelte';
import { Adoption } from './Adoption.svelte';

const made = new WeakMap<Studio, Adoption>();

/** The comparison of an old model with a new one: it outlives the room, so that scoring goes on while a person works elsewhere. */
export function adoptionOf(studio: Studio): Adoption {
  const found = made.get(studio);
  if (found) return found;
  const adoption = new Adoption(studio);
  made.set(studio, adoption);
  void adoption.adopted.restore();
  return adoption;
}
