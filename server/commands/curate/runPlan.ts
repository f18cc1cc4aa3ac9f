import { budgetExceeded } from '../../../src/curation/cost/budgetExceeded';
import type { BoardFile } from '../../curation/board/BoardFile';
import { Pipeline, type PipelineView, type RunOutcome } from '../../curation/pipeline/Pipeline';
import { PipelineError } from '../../curation/pipeline/PipelineError';
import type { WaitingForPeople } from '../../curation/pipeline/WaitingForPeople';
import type { OpenPlan } from '../../curation/plan/openPlan';
import { finalModel, type FinalModel } from '../../curation/registration/finalModel';
import { stepsOf } from '../../curation/stepsOf';
import { CommandError, exitCodes } from '../CommandError';
import { Interruption } from '../Interruption';
import type { Terminal } from '../Terminal';
import { bothViews } from './bothViews';
import { CurateView } from './CurateView';
import { finalWords } from './finalWords';
import { priceOf } from './priceOf';
import { withSql } from './withSql';

export interface RunFlags {
  redo: boolean;
  overBudget: boolean;
  wait: boolean;
  json: boolean;
}

/** `assay curate run`: runs a plan as far as it goes, and keeps its board. Returns the exit code. */
export async function runPlan(open: OpenPlan, board: BoardFile, flags: RunFlags, terminal: Terminal): Promise<number> {
  const interruption = new Interruption().listen();
  const lines = new CurateView(terminal);
  try {
    const steps = stepsOf(open.setup);
    await board.begin({ ...open, project: open.plan.people.project, steps, spent: () => open.spent() });
    const outcome = await run(open, board, flags, { view: bothViews(lines, board), signal: interruption.signal });
    lines.end();
    return await tellOutcome(open, board, outcome, flags.json, terminal);
  } catch (error) {
    if (interruption.isWanted) {
      await board.end('stopped', null);
      throw new CommandError('Interrupted; what is done is kept, and answers that came are.', exitCodes.interrupted);
    }
    await board.end('failed', error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    lines.end();
    interruption.end();
  }
}

async function run(
  open: OpenPlan,
  board: BoardFile,
  flags: RunFlags,
  { view, signal }: { view: PipelineView; signal: AbortSignal },
): Promise<RunOutcome> {
  const priced = await priceOf(open, flags, view, signal);
  board.estimated(priced.all);
  const over = budgetExceeded(priced.all, open.plan.budget);
  if (over.length > 0 && !flags.overBudget)
    throw new PipelineError(
      `The plan takes more than its budget:\n  ${over.join('\n  ')}\nRaise the budget, or say --over-budget.`,
    );
  const { redo, wait } = flags;
  const pipeline = new Pipeline(open.folder, stepsOf(open.setup));
  if (!(await pipeline.finished()).has('register')) await open.setup.final?.registry?.check(signal);
  return pipeline.run({ view, signal, redo, wait });
}

async function tellOutcome(
  open: OpenPlan,
  board: BoardFile,
  outcome: RunOutcome,
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  const isDone = outcome.state === 'done';
  const dataSet = isDone ? (outcome.outputs.get('export')?.file('dataset.jsonl') ?? null) : null;
  const final = isDone ? await withSql(open.folder, (sql) => finalModel(sql, outcome.outputs)) : null;
  if (isDone) await endBoard(board, final);
  else {
    board.waiting(outcome.label, outcome.reason);
    await board.end('waiting', outcome.reason.message);
  }
  terminal.error(
    isDone
      ? `Done: ${dataSet ?? ''}\n${final === null ? '' : finalWords(final)}`
      : `Waiting at ${outcome.label}: ${outcome.reason.message}\n`,
  );
  const waits = isDone ? null : waitsFor(outcome.label, outcome.reason);
  const calls = open.machines.servers.map(({ id, counts }) => ({ id, ...counts }));
  if (json) terminal.out(`${JSON.stringify({ state: outcome.state, waits, dataSet, final, calls })}\n`);
  return isDone ? exitCodes.done : exitCodes.incomplete;
}

function waitsFor(step: string, { standing, task, place }: WaitingForPeople) {
  return { step, ...standing, task, place };
}

async function endBoard(board: BoardFile, final: FinalModel | null): Promise<void> {
  const { registered = null } = final ?? {};
  if (registered !== null) {
    const { model, version, digest } = registered;
    board.registered({ model, version, digest });
  }
  await board.end('done', null);
}
