/** What an engine is asked to run: one try of a run. */
export interface TrainingJob {
  /** `[a-z0-9-]{1,64}`. */
  run: string;
  /** The run folder, absolute and real; every machine of the engine sees it at this path. */
  folder: string;
  /** 1 for the first try; a run that goes on is a new job. */
  attempt: number;
}

export interface JobState {
  phase: 'waiting' | 'running' | 'ended';
  /** The engine's own word for it, where it has one. What a run came to stands in its folder, not here. */
  note: string | null;
}

/** Where the processes of runs live. How far a run is, and what it came to, its folder says alone. */
export interface TrainingEngine {
  /** Its name in a run's records; a run is asked about where it was submitted. */
  readonly name: string;
  /**
   * Starts a job. Submitting the same job again starts nothing where the engine can know it, and gives its handle.
   * @returns a handle that outlives this process
   * @throws EngineError where the engine refuses or cannot be reached
   */
  submit(job: TrainingJob): Promise<string>;
  /** @throws EngineError where the engine cannot be reached; a job that it does not know has ended. */
  state(handle: string): Promise<JobState>;
  /** The end of what the job has printed so far, at most `logBytes`. */
  log(handle: string, job: TrainingJob): Promise<string>;
  /** Asks a job to keep a checkpoint and end; resolves when the engine has taken the wish. One that has ended stays so. */
  stop(handle: string): Promise<void>;
}

/** How much of a log is shown. */
export const logBytes = 64 * 1024;
