import type { ShardColumns } from '../pipeline/shardFile';
import type { Step } from '../pipeline/Step';
import { rewardColumns } from '../stages/scoreStep';
import { modelOf } from '../stages/trainStep';
import type { ModelRegistry } from './ModelRegistry';

/** `version` is 0, and there is no checkpoint, where the registry has no model of the name. */
const columns = { id: 'text', checkpoint: 'text', version: 'count', digest: 'text' } as const satisfies ShardColumns;

/** Finds the model that is in use, when the final one is there, and takes it onto this machine. */
export function inUseStep(label: string, after: string, registry: ModelRegistry): Step {
  const { server, model } = registry.settings;
  return {
    label,
    stage: label,
    version: 1,
    settings: { server, model },
    inputs: [after],
    run: async (work) => {
      const found = await registry.inUse(work.signal);
      const row = found ?? { checkpoint: null, version: 0, digest: null };
      await work.out.write(0, columns, [{ ...row, id: found === null ? '' : `${model}@${found.version}` }]);
      return { version: row.version };
    },
  };
}

/** A step that scores with what an earlier one names, and nothing where that names no model. */
export function whereThereIsOne(step: Step, model: string): Step {
  return {
    ...step,
    run: async (work) => {
      if ((await modelOf(work, model)).checkpoint !== null) return step.run(work);
      await work.out.write(0, rewardColumns, []);
      return { scored: 0, withoutReward: 0 };
    },
  };
}
