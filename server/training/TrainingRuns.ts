import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Mutex } from '../../src/engine/Mutex';
import { EventFile } from './EventFile';
import type { RunEvent } from './RunEvent';
import { RunError } from './RunError';
import { runFolder } from './runFolder';
import type { RunStatus } from './RunStatus';
import type { TrainingEngine, TrainingJob } from './TrainingEngine';

/** What the server remembers of a run's newest job: job.json of its folder. */
interface JobRecord {
  engine: string;
  handle: string;
  attempt: number;
  at: string;
  stopped: boolean;
}

const recordFile = 'job.json';
const ended: RunStatus['phase'][] = ['done', 'failed', 'stopped', 'lost'];

/** Runs below one folder, on one engine: started, watched, stopped and gone on with by their folders alone. */
export class TrainingRuns {
  /** Two wishes for one run would start it twice: the second must see the first one's job. */
  readonly #submitting = new Mutex();

  /** @param pollMs how often a run that is watched is looked at */
  constructor(
    private readonly root: string,
    private readonly engine: TrainingEngine,
    private readonly pollMs = 1000,
  ) {}

  /**
   * Starts a run whose folder is ready, or goes on with one that ended early. One that is done, waits or runs is left alone.
   * @throws RunError EngineError
   */
  submit(id: string): Promise<RunStatus> {
    return this.#submitting.run(() => this.#submit(id));
  }

  async #submit(id: string): Promise<RunStatus> {
    const folder = await runFolder(this.root, id);
    const before = await this.status(id);
    if (['done', 'waiting', 'running'].includes(before.phase)) return before;
    const job = { run: id, folder, attempt: before.attempt + 1 };
    const handle = await this.engine.submit(job);
    await this.#remember(job, handle, false);
    return this.status(id);
  }

  /** Goes on with a run that was stopped, killed or failed. @throws RunError where there is nothing to go on with */
  async resume(id: string): Promise<RunStatus> {
    const { phase } = await this.status(id);
    if (['stopped', 'lost', 'failed'].includes(phase)) return this.submit(id);
    throw new RunError(`The run ${id} is ${phase}: only one that was stopped, killed or failed goes on.`);
  }

  /** How far a run is. @throws RunError EngineError */
  async status(id: string): Promise<RunStatus> {
    const folder = await runFolder(this.root, id);
    const record = await this.#recordOf(folder);
    // Asked before reading: what a job wrote before its end is then read after it.
    const phase = await this.#phase(folder, record);
    const events = await new EventFile(join(folder, 'metrics.jsonl')).next();
    const told = events.findLast(({ step }) => step !== undefined);
    const far = { step: told?.step ?? null, steps: told?.steps ?? null, attempt: record?.attempt ?? 0 };
    return { ...phase, ...far };
  }

  /**
   * The events of a run from its first, as they come, until it ends.
   * @param onPhase told how far the run is: at once, at each change, and at its end after its last event
   */
  async *events(
    id: string,
    signal?: AbortSignal,
    onPhase: (phase: RunStatus['phase']) => void = () => undefined,
  ): AsyncGenerator<RunEvent> {
    const folder = await runFolder(this.root, id);
    const file = new EventFile(join(folder, 'metrics.jsonl'));
    let told: RunStatus['phase'] | null = null;
    for (;;) {
      const { phase } = await this.#phase(folder, await this.#recordOf(folder));
      if (phase !== told && !ended.includes(phase)) onPhase((told = phase));
      yield* await file.next();
      if (ended.includes(phase)) onPhase(phase);
      if (ended.includes(phase) || signal?.aborted) return;
      await sleep(this.pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** The end of what the run's newest job has printed. */
  async log(id: string): Promise<string> {
    const folder = await runFolder(this.root, id);
    const record = await this.#recordOf(folder);
    return record ? this.engine.log(record.handle, { run: id, folder, attempt: record.attempt }) : '';
  }

  /** Asks a run to keep a checkpoint and end. */
  async stop(id: string): Promise<void> {
    const folder = await runFolder(this.root, id);
    const record = await this.#recordOf(folder);
    if (!record) return;
    await this.#remember({ run: id, folder, attempt: record.attempt }, record.handle, true);
    await this.engine.stop(record.handle);
  }

  async #phase(folder: string, record: JobRecord | null): Promise<Pick<RunStatus, 'phase' | 'reason'>> {
    if (await isDone(folder)) return { phase: 'done', reason: null };
    if (!record) return { phase: 'new', reason: null };
    const { phase, note } = await this.engine.state(record.handle);
    if (phase !== 'ended') return { phase, reason: note };
    // It may have finished between the two looks.
    if (await isDone(folder)) return { phase: 'done', reason: null };
    const failure = await textOf(join(folder, 'FAILED.json'));
    if (failure !== null) return { phase: 'failed', reason: (JSON.parse(failure) as { error: string }).error };
    return { phase: record.stopped ? 'stopped' : 'lost', reason: note };
  }

  /** @throws RunError where the run is on another engine, which alone knows how far it is */
  async #recordOf(folder: string): Promise<JobRecord | null> {
    const text = await textOf(join(folder, recordFile));
    if (text === null) return null;
    const record = JSON.parse(text) as JobRecord;
    if (record.engine === this.engine.name || (await isDone(folder))) return record;
    throw new RunError(`This run was started on ${record.engine}, and this server asks ${this.engine.name}.`);
  }

  async #remember({ folder, attempt }: TrainingJob, handle: string, stopped: boolean): Promise<void> {
    const record: JobRecord = { engine: this.engine.name, handle, attempt, at: new Date().toISOString(), stopped };
    const partial = join(folder, `.${recordFile}`);
    await writeFile(partial, `${JSON.stringify(record, null, 2)}\n`);
    await rename(partial, join(folder, recordFile));
  }
}

async function isDone(folder: string): Promise<boolean> {
  return (await textOf(join(folder, 'DONE'))) !== null;
}

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
