import type { Studio } from '../Studio.svelte';
import type { ScoredModel } from './ScoredModel';

/** All models that have given rewards in this browser: those that were loaded here, then those that files brought. */
export function modelsWithRewards({ models, brought }: Pick<Studio, 'models' | 'brought'>): ScoredModel[] {
  return [...models.scored, ...brought.list].map(({ key, title }) => ({ key, title }));
}
