import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { TrainingRuns } from '../../training/TrainingRuns';
import type { TrainingEngine } from '../../training/TrainingEngine';
import type { RewardMachine } from '../machines/RewardMachine';
import { writeDurably } from '../pipeline/durableFile';
import { PipelineError } from '../pipeline/PipelineError';
import type { MadeModel, ModelMaker, ModelRequest } from './ModelMaker';

export interface TrainingSettings {
  /** The run file that says how it is trained, absolute. */
  runFile: string;
  /** sha256 of the run file. */
  digest: string;
  /** Folder of all runs of the plan. */
  runs: string;
  engine: TrainingEngine;
  /** Scores with a trained checkpoint. */
  open: (checkpoint: string) => Promise<RewardMachine>;
  pollMs?: number;
}

/**
 * Models that are trained: each is a run of the trainer, on whichever engine. A run is named by what it learns from, so that a pipeline that
 * was killed finds the run that goes on without it.
 */
export class TrainedModels implements ModelMaker {
  readonly trains = true;

  constructor(private readonly training: TrainingSettings) {}

  get settings(): { run: string } {
    return { run: this.training.digest };
  }

  async make(request: ModelRequest, signal: AbortSignal): Promise<MadeModel> {
    const { runs: root, engine, pollMs } = this.training;
    await this.#prepare(request);
    const runs = new TrainingRuns(root, engine, pollMs);
    await runs.submit(request.run);
    for await (const event of runs.events(request.run, signal)) void event;
    signal.throwIfAborted();
    const { phase, reason } = await runs.status(request.run);
    if (phase !== 'done')
      throw new PipelineError(
        `The training ${request.run} is ${phase}${reason === null ? '' : `: ${reason}`}. Its folder ${join(root, request.run)} has its log.`,
      );
    const checkpoint = join(root, request.run, 'model');
    return { id: `trained:${await digestOf(checkpoint)}`, checkpoint };
  }

  async open({ checkpoint, id }: MadeModel): Promise<RewardMachine> {
    if (checkpoint === null) throw new PipelineError(`The model ${id} has no checkpoint folder.`);
    return this.training.open(checkpoint);
  }

  async #prepare({ run, train, gold }: ModelRequest): Promise<void> {
    const folder = join(this.training.runs, run);
    if ((await readdir(folder).catch(() => [] as string[])).includes('run.yaml')) return;
    await mkdir(join(folder, 'data'), { recursive: true });
    await rename(train, join(folder, 'data', 'train.jsonl'));
    await rename(gold, join(folder, 'data', 'gold.jsonl'));
    // The last: with it the folder is ready.
    await writeDurably(join(folder, 'run.yaml'), stringify({ extends: [this.training.runFile], name: run }));
  }
}

/** sha256 over names and bytes of the checkpoint's files. */
async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    hash.update(`${name}\n`);
    for await (const piece of createReadStream(join(folder, name), { highWaterMark: 1 << 20 }))
      hash.update(piece as Buffer);
  }
  return hash.digest('hex');
}
