import { isSameModel } from '../models/Model';
import { modelsWithRewards } from '../models/modelsWithRewards';
import type { Studio } from '../Studio.svelte';
import type { WhyModel } from './WhyModel';

/**
 * The models that are asked why, by the keys of their rewards; without a key that is known here, the model in use. A model whose rewards
 * came in a file stands there with nothing to run.
 */
export function whyModels(studio: Studio, keys: readonly string[]): WhyModel[] {
  const { models } = studio;
  const known = modelsWithRewards(studio).filter(({ key }) => keys.includes(key));
  const wanted = known.map(({ key, title }): WhyModel => {
    const loadable = models.scored.find((scored) => scored.key === key);
    return { key, title, model: loadable?.model ?? null };
  });
  if (wanted.length > 0) return wanted;
  const { active, rewardsKey: key } = models;
  const same = models.scored.find(({ model }) => isSameModel(model, active));
  return [{ key, title: same?.title ?? active.title, model: active }];
}
