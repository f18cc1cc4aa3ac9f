import { join, resolve } from 'node:path';
import type { PlanTraining } from '../../../src/curation/plan/trainingSpec';
import { LocalEngine } from '../../training/LocalEngine';
import { RayEngine } from '../../training/RayEngine';
import { SlurmEngine } from '../../training/SlurmEngine';
import type { TrainingEngine } from '../../training/TrainingEngine';
import { Secret } from '../machines/http/Secret';

/**
 * The engine of a plan's runs; nothing is asked of it yet.
 * @param trainer the folder that holds `trainer/`, where the plan does not say it
 * @throws MachineError where Ray's token is not in the environment, or would leave this machine without encryption
 */
export function planEngine(training: PlanTraining, trainer: string, environment: NodeJS.ProcessEnv): TrainingEngine {
  const { engine, address, keyVariable, resources, everyNode } = training;
  const home = training.home === null ? trainer : resolve(training.home);
  const python = join(home, 'trainer', '.venv', 'bin', 'python');
  const program = { command: [python, '-m', 'trainer.job'] as const, home };
  if (engine === 'slurm') return new SlurmEngine({ ...program, arguments: resources, everyNode });
  if (engine === 'local' || address === null) return new LocalEngine(program);
  const secret = keyVariable === null ? null : Secret.from(environment, keyVariable);
  secret?.checkAddress(address);
  return new RayEngine({ ...program, address, token: secret?.reveal() ?? null });
}
