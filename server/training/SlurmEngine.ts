import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EngineError } from './EngineError';
import { jobEnvironment } from './jobEnvironment';
import { tail } from './tail';
import type { JobState, TrainingEngine, TrainingJob } from './TrainingEngine';

export interface SlurmOptions {
  /** Program and first arguments on the nodes; the run folder comes after them. */
  command: readonly [string, ...string[]];
  /** Where the program runs, on the nodes. */
  home: string;
  /** What `sbatch` is told of partition, nodes, GPUs and time, one argument each. */
  arguments?: readonly string[];
  /** Starts the program once on each node, for runs over several machines. */
  everyNode?: boolean;
  /** Folder of Slurm's commands; found on the path unless given. */
  commands?: string;
}

const timeoutMs = 60_000;
const logFile = 'log.txt';
const waiting = ['PENDING', 'CONFIGURING', 'REQUEUED', 'REQUEUE_HOLD', 'REQUEUE_FED', 'RESV_DEL_HOLD', 'SUSPENDED'];
const running = ['RUNNING', 'COMPLETING', 'RESIZING', 'SIGNALING', 'STAGE_OUT', 'STOPPED'];
const run = promisify(execFile);

/** Jobs of a Slurm cluster by its commands. Arguments reach them as a list, and the job as a list again. */
export class SlurmEngine implements TrainingEngine {
  readonly name = 'slurm';

  constructor(private readonly options: SlurmOptions) {}

  async submit(job: TrainingJob): Promise<string> {
    const name = `assay-${job.run}-${String(job.attempt)}`;
    const known = await this.#run('squeue', ['--noheader', '--format=%i', `--name=${name}`]);
    if (known.trim() !== '') return firstWord(known);
    const script = join(job.folder, 'job.sh');
    await writeFile(script, `#!/bin/sh\nexec ${this.options.everyNode ? 'srun --kill-on-bad-exit=1 ' : ''}"$@"\n`);
    const { command, home, arguments: more = [] } = this.options;
    const flags = [
      `--job-name=${name}`,
      `--output=${join(job.folder, logFile)}`,
      '--open-mode=append',
      `--chdir=${home}`,
    ];
    const said = await this.#run('sbatch', ['--parsable', ...flags, ...more, script, ...command, job.folder]);
    // On a federation the id is followed by the cluster's name.
    const id = said.trim().split(';')[0] ?? '';
    if (!/^\d+$/.test(id))
      throw new EngineError(`sbatch should print a job's number, it printed ${JSON.stringify(said)}.`);
    return id;
  }

  async state(handle: string): Promise<JobState> {
    const note = (await this.#queued(handle)) ?? (await this.#accounted(handle));
    if (note !== null && waiting.includes(note)) return { phase: 'waiting', note };
    return { phase: note !== null && running.includes(note) ? 'running' : 'ended', note };
  }

  log(_handle: string, job: TrainingJob): Promise<string> {
    return tail(join(job.folder, logFile));
  }

  async stop(handle: string): Promise<void> {
    if ((await this.state(handle)).phase !== 'ended') await this.#run('scancel', [handle]);
  }

  /** The queue's word for a job; null when it has left the queue, which says so with an exit code some minutes later. */
  async #queued(handle: string): Promise<string | null> {
    const said = await this.#run('squeue', ['--noheader', '--format=%T', `--jobs=${handle}`]).catch(
      (error: unknown) => {
        if (error instanceof EngineError && error.message.includes('Invalid job id')) return '';
        throw error;
      },
    );
    return said.trim() === '' ? null : firstWord(said);
  }

  /** The accounts' word for a job that has left the queue; null where no accounts are kept. */
  async #accounted(handle: string): Promise<string | null> {
    const said = await this.#run('sacct', ['--json', `--jobs=${handle}`]).catch(() => '{}');
    const { jobs = [] } = JSON.parse(said) as { jobs?: { state?: { current?: string | string[] } }[] };
    const current = jobs[0]?.state?.current;
    return (Array.isArray(current) ? current[0] : current) ?? null;
  }

  async #run(program: string, words: readonly string[]): Promise<string> {
    const path = this.options.commands === undefined ? program : join(this.options.commands, program);
    try {
      // sbatch hands its environment on to the job.
      return (await run(path, words, { timeout: timeoutMs, maxBuffer: 1 << 26, env: jobEnvironment() })).stdout;
    } catch (error) {
      const { code, stderr = '' } = error as { code?: string | number; stderr?: string };
      const reason = code === 'ENOENT' ? 'it is not on this machine; run the server on a login node' : stderr.trim();
      throw new EngineError(`Slurm's ${program} failed: ${reason || (error as Error).message}.`, { cause: error });
    }
  }
}

function firstWord(text: string): string {
  return text.trim().split(/\s+/)[0] ?? '';
}
