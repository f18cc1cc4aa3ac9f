import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from './EngineError';
import { jobEnvironment } from './jobEnvironment';
import { processStart } from './processStart';
import { tail } from './tail';
import type { JobState, TrainingEngine, TrainingJob } from './TrainingEngine';

export interface LocalOptions {
  /** Program and first arguments; the run folder comes after them. */
  command: readonly [string, ...string[]];
  /** Where the program runs. */
  home: string;
  /** How long a job may take to end in order before it is killed. */
  graceMs?: number;
}

const logFile = 'log.txt';

/** Processes of this machine: they outlive the server, which finds them again by id and time of birth. */
export class LocalEngine implements TrainingEngine {
  readonly name = 'local';

  constructor(private readonly options: LocalOptions) {}

  async submit(job: TrainingJob): Promise<string> {
    const [program, ...first] = this.options.command;
    const log = await open(join(job.folder, logFile), 'a');
    try {
      const child = spawn(program, [...first, job.folder], {
        cwd: this.options.home,
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        env: jobEnvironment(),
      });
      const pid = await new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('spawn', () => resolve(child.pid ?? 0));
      });
      child.unref();
      return `${String(pid)}@${(await processStart(pid)) ?? 'ended'}`;
    } catch (error) {
      throw new EngineError(`${program} could not be started: ${(error as Error).message}.`, { cause: error });
    } finally {
      await log.close();
    }
  }

  async state(handle: string): Promise<JobState> {
    return { phase: (await this.#alive(handle)) === null ? 'ended' : 'running', note: null };
  }

  log(_handle: string, job: TrainingJob): Promise<string> {
    return tail(join(job.folder, logFile));
  }

  async stop(handle: string): Promise<void> {
    const pid = await this.#alive(handle);
    if (pid === null) return;
    kill(pid, 'SIGTERM');
    setTimeout(() => {
      void this.#alive(handle).then((still) => still !== null && kill(-still, 'SIGKILL'));
    }, this.options.graceMs ?? 120_000).unref();
  }

  /** The id of the handle's process, which leads a group of its own; null when that has ended. */
  async #alive(handle: string): Promise<number | null> {
    const [pid = '', start] = handle.split('@');
    return (await processStart(Number(pid))) === start ? Number(pid) : null;
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
