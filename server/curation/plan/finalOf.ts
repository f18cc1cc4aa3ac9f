import type { Plan, PlanRegistry } from '../../../src/curation/plan/Plan';
import { TransferError } from '../../../src/hub/TransferError';
import { Secret } from '../machines/http/Secret';
import { TrainedModels } from '../models/TrainedModels';
import { PipelineError } from '../pipeline/PipelineError';
import type { FinalSetup } from '../registration/FinalSetup';
import { ServerRegistry } from '../registration/ServerRegistry';
import type { PlanModels } from './PlanModels';

interface FinalPlaces {
  dataFolder: string;
  environment: NodeJS.ProcessEnv;
}

/** How a plan's final model is trained and where it goes; null: the plan trains none. No server is asked. @throws PipelineError, MachineError */
export async function finalOf(
  { machines, registry }: Plan,
  models: PlanModels,
  places: FinalPlaces,
): Promise<FinalSetup | null> {
  const runFile = machines.final ?? machines.training;
  if (runFile === null) return null;
  return {
    models: new TrainedModels(await models.training(runFile)),
    registry: registry === null ? null : openRegistry(registry, places),
  };
}

function openRegistry(registry: PlanRegistry, { dataFolder, environment }: FinalPlaces): ServerRegistry {
  const { keyVariable } = registry;
  // Looked at now: a token that is missing should not be found so after a training of days.
  if (keyVariable !== null) Secret.from(environment, keyVariable);
  const token = keyVariable === null ? null : (environment[keyVariable]?.trim() ?? null);
  try {
    return new ServerRegistry(registry, { token, dataFolder });
  } catch (error) {
    if (error instanceof TransferError) throw new PipelineError(error.message);
    throw error;
  }
}
