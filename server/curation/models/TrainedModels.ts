import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanRuns } from '../jobs/PlanRuns';
import type { ShardJob } from '../jobs/ShardJob';
import type { RewardMachine } from '../machines/RewardMachine';
import { PipelineError } from '../pipeline/PipelineError';
import type { RunFile } from '../plan/readRunFile';
import type { MadeModel, ModelMaker, ModelRequest, ShardScoring } from './ModelMaker';
import { noObserver, type TrainingObserver } from './TrainingObserver';

export interface TrainingSettings {
  /** How the models are trained. */
  runFile: RunFile;
  runs: PlanRuns;
  /** Scores with a trained checkpoint. */
  open: (checkpoint: string) => Promise<RewardMachine>;
  /** How whole shards are scored with a trained checkpoint as jobs; null: by what `open` gives. */
  scoring?: { id: string; job: (checkpoint: string) => ShardJob } | null;
  observer?: TrainingObserver;
}

/**
 * Models that are trained: each is a run of the trainer, on whichever engine. A run is named by what it learns from, so that a pipeline that
 * was killed finds the run that goes on without it.
 */
export class TrainedModels implements ModelMaker {
  readonly trains = true;

  constructor(private readonly training: TrainingSettings) {}

  get settings(): { run: string } {
    return { run: this.training.runFile.digest };
  }

  get scoring(): ShardScoring | null {
    const { scoring = null } = this.training;
    return scoring && { id: scoring.id, job: (model) => scoring.job(checkpointOf(model)) };
  }

  async make({ run, purpose, train, gold }: ModelRequest, signal: AbortSignal): Promise<MadeModel> {
    const { runs, runFile, observer = noObserver } = this.training;
    await runs.prepare(run, runFile.settings, async (data) => {
      await move(train, join(data, 'train.jsonl'));
      await move(gold, join(data, 'gold.jsonl'));
    });
    const observed = { run, purpose };
    await runs.finish(run, signal, {
      phase: (phase) => observer.phase(observed, phase),
      event: (event) => observer.event(observed, event),
    });
    const checkpoint = join(runs.folderOf(run), 'model');
    return { id: `trained:${await digestOf(checkpoint)}`, checkpoint };
  }

  async open(model: MadeModel): Promise<RewardMachine> {
    return this.training.open(checkpointOf(model));
  }
}

function checkpointOf({ checkpoint, id }: MadeModel): string {
  if (checkpoint === null) throw new PipelineError(`The model ${id} has no checkpoint folder.`);
  return checkpoint;
}

/** Runs may lie on another disk than the plan. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyFile(from, to);
    await rm(from);
  }
}

/** sha256 over names and bytes of the checkpoint's files, its card aside. */
async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    // Words for people, to which the plan adds its own.
    if (name === 'README.md') continue;
    hash.update(`${name}\n`);
    for await (const piece of createReadStream(join(folder, name), { highWaterMark: 1 << 20 }))
      hash.update(piece as Buffer);
  }
  return hash.digest('hex');
}
