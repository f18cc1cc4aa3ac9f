import { CheckpointError } from '../checkpoint/CheckpointError';
import type { JsonObject } from '../checkpoint/readJson';
import type { Architecture, ModelPlan } from './Architecture';
import { bert } from './bert';
import { configFile } from './configFields';
import { decoder } from './decoder';
import { decoderFamilies } from './decoderFamilies';

/** All classes that the engine runs. A new one is a file and a line here. */
export const architectures: readonly Architecture[] = [bert, ...decoderFamilies.map(decoder)];

/** The architecture that a configuration names, and its plan. Throws `CheckpointError` where none or an unknown one is named. */
export function planModel(config: JsonObject): { architecture: string; plan: ModelPlan } {
  const named = config['architectures'];
  const name: unknown = Array.isArray(named) ? named[0] : undefined;
  const known = architectures.find((architecture) => architecture.name === name);
  if (!known) {
    const supported = architectures.map((architecture) => architecture.name).join(', ');
    const arrived = typeof name === 'string' ? `is ${name.slice(0, 100)}` : 'is missing';
    throw new CheckpointError(configFile, `field "architectures" ${arrived}; supported: ${supported}.`);
  }
  return { architecture: known.name, plan: known.plan(config) };
}
