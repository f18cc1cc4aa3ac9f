import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandSetting } from './CommandSetting';
import { exitCodes } from './CommandError';
import { addDataOption } from './modelOptions';
import { runCommand } from './runCommand';
import { costOnPaper } from './curate/costOnPaper';
import { costWords, statusWords } from './curate/curateWords';
import { CurateView } from './curate/CurateView';
import { priceOf } from './curate/priceOf';
import { runPlan, type RunFlags } from './curate/runPlan';
import { withSql } from './curate/withSql';
import { budgetExceeded } from '../../src/curation/cost/budgetExceeded';
import { BoardFile } from '../curation/board/BoardFile';
import { explainPair } from '../curation/explainPair';
import { Pipeline } from '../curation/pipeline/Pipeline';
import { PipelineError } from '../curation/pipeline/PipelineError';
import { WaitingNote } from '../curation/pipeline/WaitingNote';
import { openPlan, type OpenPlan } from '../curation/plan/openPlan';
import { contaminationToReview } from '../curation/stages/contaminationFile';
import { stepsOf } from '../curation/stepsOf';

interface CurateFlags extends RunFlags {
  data: string;
  into?: string;
  trainer: string;
  stopTraining: boolean;
  assume?: string;
}

/** A plan that was opened, and the board that its run keeps. */
interface PlanAtHand {
  open: OpenPlan;
  board: BoardFile;
}

type CurateWork = (plan: PlanAtHand, flags: CurateFlags, setting: CommandSetting, pair: string) => Promise<number>;

const works: { name: string; description: string; work: CurateWork }[] = [
  { name: 'run', description: 'run a plan, or go on with it', work: run },
  { name: 'resume', description: 'go on with a plan that was ended or waited', work: run },
  { name: 'status', description: 'what is done of a plan', work: status },
  { name: 'cost', description: 'what a plan takes; no machine is asked anything', work: cost },
  { name: 'explain', description: 'how a pair came to its label', work: explain },
];

/** `assay curate`: runs a plan of curation, and says what it has done, costs and why a label is as it is. */
export function addCurateCommand(program: Command, setting: CommandSetting): void {
  const curate = program
    .command('curate')
    .description('run a plan of curation: verified labels to silver, and to a data set');
  for (const { name, description, work } of works) {
    const command = curate.command(name).description(description);
    if (work === explain) command.argument('<pair>', "the pair's id");
    if (work === cost) command.option('--assume <file>', 'reckon on paper from these assumptions (docs/scale.md)');
    addDataOption(command.argument('<plan>', 'a plan file (docs/pipeline.md)'), setting)
      .option('--into <folder>', "where the plan's stages are kept; curation/NAME of the data folder unless given")
      .option('--trainer <folder>', 'the folder that holds trainer/', '.')
      .option('--redo', 'do finished steps again whose settings have changed', false)
      .option('--over-budget', "run although the plan's budget does not cover it", false)
      .option('--wait', 'wait for people, and go on when they have judged enough', false)
      .option('--stop-training', 'end a training too when the run is interrupted; otherwise it goes on', false)
      .option('--json', 'one JSON object on standard output', false)
      .action((...given: unknown[]) => {
        const texts = given.filter((one) => typeof one === 'string');
        const [flags] = given.slice(texts.length) as [CurateFlags];
        const [pair = '', path = ''] = texts.length > 1 ? texts : ['', texts[0]];
        return runCommand(setting.terminal, flags.json, () =>
          flags.assume === undefined
            ? withPlan(path, flags, setting, (plan) => work(plan, flags, setting, pair))
            : costOnPaper(path, flags.assume, flags.json, setting.terminal),
        );
      });
  }
}

async function withPlan(
  path: string,
  flags: CurateFlags,
  { protocolFile }: CommandSetting,
  work: (plan: PlanAtHand) => Promise<number>,
): Promise<number> {
  const board = new BoardFile();
  const open = await openPlan(path, {
    into: flags.into ?? null,
    dataFolder: resolve(flags.data),
    trainer: resolve(flags.trainer),
    environment: process.env,
    usualProtocol: await readFile(protocolFile, 'utf8'),
    observer: board,
    stopsTraining: flags.stopTraining,
  });
  try {
    return await work({ open, board });
  } finally {
    open.close();
  }
}

function run({ open, board }: PlanAtHand, flags: CurateFlags, { terminal }: CommandSetting): Promise<number> {
  return runPlan(open, board, flags, terminal);
}

async function cost({ open }: PlanAtHand, flags: CurateFlags, { terminal }: CommandSetting): Promise<number> {
  const view = new CurateView(terminal);
  const priced = await priceOf(open, flags, view, new AbortController().signal).finally(() => view.end());
  const over = budgetExceeded(priced.all, open.plan.budget);
  terminal.out(flags.json ? `${JSON.stringify({ ...priced, overBudget: over })}\n` : costWords(priced, over));
  return exitCodes.done;
}

async function status(
  { open: { folder, setup } }: PlanAtHand,
  flags: CurateFlags,
  { terminal }: CommandSetting,
): Promise<number> {
  const steps = stepsOf(setup);
  const outputs = await new Pipeline(folder, steps).finished();
  const rows = steps.map(({ label }) => {
    const output = outputs.get(label);
    const counts = output?.manifest.counts ?? null;
    return { step: label, counts, review: output ? contaminationToReview(output) : null };
  });
  const waiting = await new WaitingNote(folder).read();
  const waits = rows.some(({ step, counts }) => step === waiting?.step && counts === null) ? waiting : null;
  terminal.out(flags.json ? `${JSON.stringify({ steps: rows, waits })}\n` : statusWords(rows, waits));
  return exitCodes.done;
}

async function explain(
  { open: { folder, setup } }: PlanAtHand,
  flags: CurateFlags,
  { terminal }: CommandSetting,
  pair: string,
): Promise<number> {
  const outputs = await new Pipeline(folder, stepsOf(setup)).finished();
  const found = await withSql(folder, (sql) => explainPair(sql, outputs, pair));
  if (found === null) throw new PipelineError(`No finished stage of the plan has a pair ${pair}.`);
  const words = [...found.sentences, '', ...found.trail].join('\n');
  terminal.out(flags.json ? `${JSON.stringify(found)}\n` : `${words}\n`);
  return exitCodes.done;
}
