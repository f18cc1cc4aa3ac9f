import type { StoredCheckpoint } from '../../engine/checkpoint/checkpointsContract';
import { demoModel, precisionOf, storedModel, type Model } from './Model';
import { hasPrecisions, type ModelChoice } from './ModelChoice';
import { precisions } from './precisionWords';
import type { ScoredModel } from './ScoredModel';

/**
 * The models that were loaded here at least once, ready to be loaded again: each checkpoint in every precision, with the chat template
 * that counts now.
 *
 * @param keyOf gives the key of a model's rewards, null where it never was loaded
 */
export async function scoredModels(
  checkpoints: readonly { stored: StoredCheckpoint; choice: ModelChoice }[],
  keyOf: (model: Model) => Promise<string | null>,
): Promise<(ScoredModel & { model: Model })[]> {
  const stored = checkpoints.flatMap(({ stored, choice }) => {
    const built = hasPrecisions(stored.architecture) ? precisions : [choice.precision];
    return built.map((precision) => storedModel(stored, { ...choice, precision }));
  });
  const models = [demoModel, ...stored];
  const keys = await Promise.all(models.map(keyOf));
  const found = models.flatMap((model, at) => {
    const key = keys[at];
    return key ? [{ key, title: titleOf(model), model }] : [];
  });
  return found.filter(({ key }, at) => found.findIndex((other) => other.key === key) === at);
}

function titleOf(model: Model): string {
  const precision = precisionOf(model);
  return precision ? `${model.title} (${precision})` : model.title;
}
