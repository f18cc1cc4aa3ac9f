import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from './Manifest';
import { PipelineError } from './PipelineError';
import { readRecord, stepsToRedo, writeRecord, type Redone, type RunRecord } from './RunRecord';
import { usualShardRows } from './shardFile';
import { ShardSql } from './ShardSql';
import { StageFolder } from './StageFolder';
import { StageOutput } from './StageOutput';
import type { Step } from './Step';
import { takeRunLock } from './takeRunLock';
import { WaitingForPeople } from './WaitingForPeople';
import { WaitingNote } from './WaitingNote';

/** Told of what happens. */
export interface PipelineView {
  started(label: string): void;
  progress(label: string, done: number, total: number): void;
  /** @param path the stage's folder */
  finished(label: string, manifest: Manifest, wasThere: boolean, path: string): void;
  /** A step waits for people, and looks again by itself; told again whenever it has looked. */
  waiting?(label: string, reason: WaitingForPeople): void;
  /** A step has made or named a model. */
  made?(label: string, model: string): void;
  /** What holds a step up: a server that does not answer. */
  note?(label: string, words: string): void;
}

export type RunOutcome =
  { state: 'done'; outputs: Map<string, StageOutput> } | { state: 'waiting'; label: string; reason: WaitingForPeople };

export interface RunOptions {
  view: PipelineView;
  signal: AbortSignal;
  /** Whether finished steps whose settings have changed are done again; otherwise the run refuses and names them. */
  redo: boolean;
  /** Whether a step that needs people waits for them; otherwise the run ends there. */
  wait?: boolean;
}

/**
 * Runs the steps of a plan in their order over content-addressed folders: a step whose key is there already is not run. Killed at any
 * moment, the next run goes on with the shard that was being made.
 */
export class Pipeline {
  readonly #waiting: WaitingNote;

  constructor(
    private readonly folder: string,
    private readonly steps: readonly Step[],
    private readonly shardRows = usualShardRows,
  ) {
    this.#waiting = new WaitingNote(folder);
  }

  /** @throws PipelineError where another process runs the plan, or settings have changed and `redo` is not said */
  async run(options: RunOptions): Promise<RunOutcome> {
    await mkdir(this.#stages, { recursive: true });
    const lock = await takeRunLock(join(this.folder, 'run.lock'));
    if (lock === null)
      throw new PipelineError(`Another process runs the plan in ${this.folder}. Wait for it, or end it.`);
    const sql = await ShardSql.open(join(this.folder, 'scratch'));
    try {
      const redone = stepsToRedo(this.steps, await this.record());
      if (redone.length > 0 && !options.redo) throw new PipelineError(redoWords(redone));
      return await this.#runSteps(sql, options);
    } finally {
      sql.close();
      await lock.release();
    }
  }

  /** What earlier runs have finished of the plan. */
  record(): Promise<RunRecord> {
    return readRecord(this.#recordPath);
  }

  /** The outputs that stand there, of the steps up to the first that does not. */
  async finished(): Promise<Map<string, StageOutput>> {
    const outputs = new Map<string, StageOutput>();
    for (const step of this.steps) {
      if (!step.inputs.every((label) => outputs.has(label))) break;
      const folder = await this.#open(step, outputs);
      const manifest = await folder.manifest();
      if (manifest === null) break;
      outputs.set(step.label, new StageOutput(folder.path, manifest));
    }
    return outputs;
  }

  async #runSteps(sql: ShardSql, options: RunOptions): Promise<RunOutcome> {
    const outputs = new Map<string, StageOutput>();
    for (const step of this.steps) {
      options.signal.throwIfAborted();
      try {
        outputs.set(step.label, await this.#runStep(step, outputs, sql, options));
      } catch (error) {
        if (!(error instanceof WaitingForPeople)) throw error;
        await this.#waiting.write(step.label, error);
        return { state: 'waiting', label: step.label, reason: error };
      }
    }
    return { state: 'done', outputs };
  }

  async #runStep(
    step: Step,
    outputs: ReadonlyMap<string, StageOutput>,
    sql: ShardSql,
    { view, signal, wait = false }: RunOptions,
  ): Promise<StageOutput> {
    const folder = await this.#open(step, outputs);
    const there = await folder.manifest();
    if (there === null) {
      view.started(step.label);
      await this.#waiting.clear();
    }
    const manifest =
      there ??
      (await folder.finish(
        await step.run({
          input: (label) => inputOf(step, outputs, label),
          out: folder,
          sql,
          signal,
          report: (done, total) => view.progress(step.label, done, total),
          waits: wait,
          waiting: (reason) => {
            view.waiting?.(step.label, reason);
            return this.#waiting.write(step.label, reason);
          },
          made: (model) => view.made?.(step.label, model),
          note: (words) => view.note?.(step.label, words),
        }),
      ));
    const { version, settings, inputs } = step;
    const record = await this.record();
    const entry = { version, settings, inputs, key: manifest.key };
    if (record[step.label]?.key !== manifest.key)
      await writeRecord(this.#recordPath, { ...record, [step.label]: entry });
    view.finished(step.label, manifest, there !== null, folder.path);
    return new StageOutput(folder.path, manifest);
  }

  #open({ stage, version, settings, inputs }: Step, outputs: ReadonlyMap<string, StageOutput>): Promise<StageFolder> {
    const digests = Object.fromEntries(inputs.map((label) => [label, outputs.get(label)?.digest ?? '']));
    return StageFolder.open(this.#stages, { stage, version, settings, inputs: digests, shardRows: this.shardRows });
  }

  get #stages(): string {
    return join(this.folder, 'stages');
  }

  get #recordPath(): string {
    return join(this.folder, 'run.json');
  }
}

function inputOf({ label, inputs }: Step, outputs: ReadonlyMap<string, StageOutput>, wanted: string): StageOutput {
  const output = inputs.includes(wanted) ? outputs.get(wanted) : undefined;
  if (output === undefined) throw new Error(`Step ${label} asks for ${wanted}, which is none of its inputs.`);
  return output;
}

function redoWords(redone: readonly Redone[]): string {
  const lines = redone.map(({ label, why }) => `  ${label}: ${why}`).join('\n');
  return `The plan is not what it was when these steps were done. They would be done again:\n${lines}\nSay --redo to have it so; what they gave before stays on the disk.`;
}
