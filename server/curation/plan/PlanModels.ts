import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { MachineSettings } from '../../../src/curation/plan/machineSpec';
import type { Plan } from '../../../src/curation/plan/Plan';
import { PlanRuns } from '../jobs/PlanRuns';
import type { ShardJob, ShardJobSettings } from '../jobs/ShardJob';
import type { EmbeddingSource } from '../machines/EmbeddingSource';
import { LazyModels } from '../models/LazyModels';
import type { ModelMaker } from '../models/ModelMaker';
import { TrainedModels, type TrainingSettings } from '../models/TrainedModels';
import type { TrainingObserver } from '../models/TrainingObserver';
import { PipelineError } from '../pipeline/PipelineError';
import { planEngine } from './planEngine';
import { planFiles } from './planFiles';
import { machineId, type PlanMachines } from './planMachines';
import { readRunFile } from './readRunFile';

export interface ModelPlaces {
  /** The plan's folder: paths are relative to it. */
  beside: string;
  /** Where the plan's stages and runs are kept. */
  folder: string;
  /** The folder that holds `trainer/`. */
  trainer: string;
  environment: NodeJS.ProcessEnv;
  machines: PlanMachines;
  /** Told of trainings as they go. */
  observer?: TrainingObserver;
  /** Whether who interrupts the plan ends its run as well. */
  stopsTraining?: boolean;
}

/** All that a plan trains, and lets the trainer do: nothing is started yet. */
export class PlanModels {
  #runs: PlanRuns | null = null;

  constructor(
    private readonly plan: Plan,
    private readonly places: ModelPlaces,
  ) {}

  /** Where reward models come from. @throws PipelineError where the plan names none, or a run file cannot be read */
  async maker(): Promise<ModelMaker> {
    const { training, best, gold } = this.plan.machines;
    if (training !== null) return new TrainedModels(await this.training(training));
    const { machines } = this.places;
    const served = { best: best ?? gold, gold: gold ?? best };
    const [one, other] = [served.best, served.gold];
    if (one === null || other === null) throw new PipelineError('The plan names no reward model.');
    return new LazyModels({ best: machineId(one), gold: machineId(other) }, async () => ({
      best: await machines.rewards(one),
      gold: await machines.rewards(other),
    }));
  }

  /** How models are trained by a run file, and scored with. @throws PipelineError where it cannot be read */
  async training(path: string): Promise<TrainingSettings> {
    const { beside, machines, observer } = this.places;
    const [runFile] = await planFiles(beside, [path]);
    return {
      runFile: await readRunFile(runFile?.path ?? path),
      runs: this.#planRuns(),
      open: (checkpoint) => machines.builtInRewards(checkpoint),
      scoring: this.#scoring(),
      ...(observer && { observer }),
    };
  }

  embedding(settings: MachineSettings): EmbeddingSource {
    const id = machineId(settings);
    if (settings.wire !== 'job')
      return { id, job: null, open: () => this.places.machines.embedding(settings, new AbortController().signal) };
    const folder = resolve(this.places.beside, settings.model);
    const isFolder = existsSync(folder);
    const revision = isFolder || settings.revision === 'unnamed' ? null : settings.revision;
    return { id: this.#inPrecision(id), job: this.#job('embed', isFolder ? folder : settings.model, revision) };
  }

  #scoring(): TrainingSettings['scoring'] {
    if (this.plan.training.scoring === 'built_in') return null;
    return { id: this.#inPrecision('job'), job: (checkpoint) => this.#job('score', checkpoint, null) };
  }

  #job(kind: ShardJobSettings['kind'], model: string, revision: string | null): ShardJob {
    const { precision, batch, workers } = this.plan.training;
    return { runs: this.#planRuns(), settings: { kind, model, revision, precision, batch, workers } };
  }

  /** What passes of the trainer are known by: another precision gives other numbers. */
  #inPrecision(id: string): string {
    const { precision } = this.plan.training;
    return precision === 'float32' ? id : `${id}:${precision}`;
  }

  #planRuns(): PlanRuns {
    const { beside, folder, trainer, environment, stopsTraining = false } = this.places;
    if (this.#runs !== null) return this.#runs;
    const { training } = this.plan;
    const runs = training.runs === null ? join(folder, 'runs') : resolve(beside, training.runs);
    mkdirSync(runs, { recursive: true });
    const engine = planEngine(training, trainer, environment);
    return (this.#runs = new PlanRuns({ folder: runs, engine, stopsWithPlan: stopsTraining }));
  }
}
