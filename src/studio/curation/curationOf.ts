import { httpCuration } from '../../sync/curation/httpCuration';
import { mainStore } from '../../sync/wire/wirePaths';
import type { Studio } from '../Studio.svelte';
import { Curation } from './Curation.svelte';

const made = new WeakMap<Studio, Curation>();

/** The studio's plans of curation: those of the project whose ledger it exchanges with. */
export function curationOf(studio: Studio): Curation {
  const found = made.get(studio);
  if (found) return found;
  const curation = new Curation(
    studio.store,
    httpCuration(() => studio.syncing.status?.store ?? mainStore),
  );
  curation.onChange = (words) => studio.announcer.say(words);
  made.set(studio, curation);
  return curation;
}
