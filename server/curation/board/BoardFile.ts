import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEvent, newTraining } from '../../../src/curation/board/afterEvent';
import type { Board, BoardFinal, BoardTraining } from '../../../src/curation/board/Board';
import type { BoardFacts } from '../../../src/curation/board/BoardFacts';
import { boardOf, type BoardMoment } from '../../../src/curation/board/boardOf';
import { readCuration } from '../../../src/sync/curation/readCuration';
import type { RunEvent } from '../../training/RunEvent';
import type { ObservedTraining, TrainingObserver } from '../models/TrainingObserver';
import { writeDurably } from '../pipeline/durableFile';
import type { Manifest } from '../pipeline/Manifest';
import type { PipelineView } from '../pipeline/Pipeline';
import type { Step } from '../pipeline/Step';
import { waitingWords, type WaitingForPeople } from '../pipeline/WaitingForPeople';

/** Of a plan's run folder. */
export const boardName = 'board.json';
/** Progress is written no more often. */
const everyMs = 1_000;

export interface BoardPlan {
  /** The plan's run folder. */
  folder: string;
  plan: BoardFacts['plan'];
  project: string;
  steps: readonly Pick<Step, 'label' | 'stage'>[];
  /** What language models were paid for so far. */
  spent: () => BoardFacts['spent'];
}

/**
 * Keeps the board of a plan while the pipeline runs it. Nothing waits for it and nothing depends on it: a board that cannot be written
 * is written at the next change.
 */
export class BoardFile implements PipelineView, TrainingObserver {
  readonly #counts = new Map<string, Manifest['counts']>();
  readonly #models = new Map<string, string>();
  readonly #trainings = new Map<string, BoardTraining>();
  #plan: BoardPlan | null = null;
  #moment: BoardMoment;
  #estimate: Board['estimate'] = null;
  #registered: BoardFinal['registered'] = null;
  #saving: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #savedMs = 0;

  constructor(private readonly now: () => Date = () => new Date()) {
    const at = now().toISOString();
    this.#moment = { state: 'running', reason: null, startedAt: at, at, step: null, waiting: null };
  }

  /** Takes over what an earlier process of the plan knew of its models. */
  async begin(plan: BoardPlan): Promise<void> {
    this.#plan = plan;
    const before = await readBoard(join(plan.folder, boardName));
    for (const { iteration, model, training } of before?.iterations ?? []) {
      if (model !== null) this.#models.set(`train@${iteration}`, model);
      if (training !== null) this.#trainings.set(`train@${iteration}`, training);
    }
    if (before?.final?.training) this.#trainings.set('train-final', before.final.training);
    this.#estimate = before?.estimate ?? null;
    this.#save();
  }

  estimated(cost: Board['estimate']): void {
    this.#estimate = cost;
    this.#save();
  }

  registered(version: BoardFinal['registered']): void {
    this.#registered = version;
  }

  started(label: string): void {
    const stage = this.#plan?.steps.find((step) => step.label === label)?.stage ?? label;
    this.#tell({ state: 'running', reason: null, waiting: null, step: { label, stage, done: 0, all: null } });
  }

  progress(label: string, done: number, all: number): void {
    const { step } = this.#moment;
    this.#moment = { ...this.#moment, step: { label, stage: step?.label === label ? step.stage : label, done, all } };
    this.#saveSoon();
  }

  finished(label: string, { counts }: Manifest, wasThere: boolean): void {
    this.#counts.set(label, counts);
    if (wasThere) this.#saveSoon();
    else this.#tell({ step: null, waiting: null, reason: null });
  }

  waiting(label: string, reason: WaitingForPeople): void {
    const { task, wanted, arrived } = reason;
    const words = waitingWords(reason);
    this.#tell({ state: 'waiting', reason: words, waiting: { step: label, task, wanted, arrived } });
  }

  note(_label: string, words: string): void {
    this.#tell({ reason: words });
  }

  made(label: string, model: string): void {
    this.#models.set(label, model);
  }

  phase({ run }: ObservedTraining, phase: BoardTraining['phase']): void {
    this.#train(run, (training) => ({ ...training, phase }));
  }

  event({ run }: ObservedTraining, event: RunEvent): void {
    this.#train(run, (training) => afterEvent(training, event));
  }

  /** The last that this process says. Resolves when it is written, or cannot be. */
  async end(state: 'waiting' | 'done' | 'stopped' | 'failed', reason: string | null): Promise<void> {
    if (this.#plan === null) return;
    const { waiting } = this.#moment;
    this.#tell({ state, reason, waiting: state === 'waiting' ? waiting : null, step: null });
    await this.#saving;
  }

  #train(run: string, change: (training: BoardTraining) => BoardTraining): void {
    const label = this.#moment.step?.label;
    if (label === undefined) return;
    const known = this.#trainings.get(label);
    const training = known?.run === run ? known : newTraining(run);
    this.#trainings.set(label, change(training));
    this.#saveSoon();
  }

  #tell(change: Partial<BoardMoment>): void {
    this.#moment = { ...this.#moment, ...change };
    this.#save();
  }

  #saveSoon(): void {
    this.#timer ??= setTimeout(() => this.#save(), Math.max(0, this.#savedMs + everyMs - Date.now())).unref();
  }

  #save(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#savedMs = Date.now();
    const plan = this.#plan;
    if (plan === null) return;
    const board = boardOf(this.#factsOf(plan), { ...this.#moment, at: this.now().toISOString() });
    const path = join(plan.folder, boardName);
    this.#saving = this.#saving
      .then(() => writeDurably(path, `${JSON.stringify(board)}\n`, false))
      .catch(() => undefined);
  }

  #factsOf({ plan, project, steps, spent }: BoardPlan): BoardFacts {
    return {
      ...{ plan, project, steps, counts: this.#counts, models: this.#models, trainings: this.#trainings },
      ...{ estimate: this.#estimate, registered: this.#registered },
      spent: spent(),
    };
  }
}

/** Null where there is none, or one of another version. */
async function readBoard(path: string): Promise<Board | null> {
  try {
    return readCuration.board(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
