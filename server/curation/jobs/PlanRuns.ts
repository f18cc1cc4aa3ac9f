import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { RunEvent } from '../../training/RunEvent';
import type { RunStatus } from '../../training/RunStatus';
import type { TrainingEngine } from '../../training/TrainingEngine';
import { TrainingRuns } from '../../training/TrainingRuns';
import { writeDurably } from '../pipeline/durableFile';
import { PipelineError } from '../pipeline/PipelineError';
import { yamlOfTrainer } from './yamlOfTrainer';

export interface PlanRunsSettings {
  /** Folder of all runs of the plan; every machine of the engine sees it at this path. */
  folder: string;
  engine: TrainingEngine;
  /** How often a run is looked at. */
  pollMs?: number;
  /** Whether who interrupts the plan ends its run as well; otherwise the run goes on alone and is found again. */
  stopsWithPlan?: boolean;
}

/** Told of a run as it goes. */
export interface RunWatch {
  /** At its submission, whenever it changes, and at its end. */
  phase(phase: RunStatus['phase']): void;
  /** Each of its events from the first, also those of an earlier process. */
  event(event: RunEvent): void;
}

/**
 * The runs of a plan on its engine: trainings, and passes over shards. A run is named by what goes into it, so that a pipeline that was
 * killed finds the run that went on without it, and starts none twice.
 */
export class PlanRuns {
  readonly #runs: TrainingRuns;

  constructor(private readonly plan: PlanRunsSettings) {
    this.#runs = new TrainingRuns(plan.folder, plan.engine, plan.pollMs);
  }

  folderOf(run: string): string {
    return join(this.plan.folder, run);
  }

  /**
   * Makes a run's folder ready, unless it is.
   * @param settings its run.yaml, without its name
   * @param fill writes its data into the folder that it is given, which is empty
   */
  async prepare(run: string, settings: object, fill: (data: string) => Promise<void>): Promise<void> {
    const folder = this.folderOf(run);
    if ((await readdir(folder).catch(() => [] as string[])).includes('run.yaml')) return;
    const data = join(folder, 'data');
    await rm(data, { recursive: true, force: true });
    await mkdir(data, { recursive: true });
    await fill(data);
    // The last: with it the folder is ready.
    await writeDurably(join(folder, 'run.yaml'), stringify({ ...settings, name: run }, yamlOfTrainer));
  }

  /**
   * Starts a run that is ready, or finds it again, and follows it to its end.
   * @throws PipelineError where it ended without being done; EngineError where the engine cannot be reached, the run then goes on alone
   */
  async finish(run: string, signal: AbortSignal, watch: RunWatch): Promise<void> {
    signal.throwIfAborted();
    const { phase: found } = await this.#runs.status(run);
    let ended = await this.#follow(run, signal, watch);
    // An earlier process was interrupted and asked the run to end, which it only now has: nobody wishes that any more.
    if (ended.phase === 'stopped' && (found === 'waiting' || found === 'running'))
      ended = await this.#follow(run, signal, watch);
    const { phase, reason } = ended;
    if (phase === 'done') return;
    const why = reason === null ? '' : `: ${reason}`;
    const next = phase === 'failed' ? '' : ' The plan goes on with it when it is run again.';
    throw new PipelineError(`The run ${run} is ${phase}${why}. Its folder ${this.folderOf(run)} has its log.${next}`);
  }

  async #follow(run: string, signal: AbortSignal, watch: RunWatch): Promise<RunStatus> {
    await this.#runs.submit(run);
    for await (const event of this.#runs.events(run, signal, (phase) => watch.phase(phase))) watch.event(event);
    if (signal.aborted && this.plan.stopsWithPlan) await this.#runs.stop(run);
    signal.throwIfAborted();
    return this.#runs.status(run);
  }

  /** Takes a run's folder away: what it made stands elsewhere. */
  async remove(run: string): Promise<void> {
    await rm(this.folderOf(run), { recursive: true, force: true, maxRetries: 3 });
  }
}
