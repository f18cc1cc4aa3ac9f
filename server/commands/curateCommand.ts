import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CommandSetting } from './CommandSetting';
import { CommandError, exitCodes } from './CommandError';
import { addDataOption } from './modelOptions';
import { runCommand } from './runCommand';
import { Interruption } from './Interruption';
import { costWords, statusWords } from './curate/curateWords';
import { finalWords } from './curate/finalWords';
import { CurateView } from './curate/CurateView';
import { budgetExceeded } from '../../src/curation/cost/budgetExceeded';
import { planCost, type PlanCost } from '../../src/curation/cost/planCost';
import { explainPair } from '../curation/explainPair';
import { Pipeline } from '../curation/pipeline/Pipeline';
import { PipelineError } from '../curation/pipeline/PipelineError';
import { finalModel } from '../curation/registration/finalModel';
import { WaitingNote } from '../curation/pipeline/WaitingNote';
import { ShardSql } from '../curation/pipeline/ShardSql';
import { measurePlan } from '../curation/plan/measurePlan';
import { openPlan, type OpenPlan } from '../curation/plan/openPlan';
import { stepsOf } from '../curation/stepsOf';

interface CurateFlags {
  data: string;
  into?: string;
  trainer: string;
  redo: boolean;
  overBudget: boolean;
  wait: boolean;
  json: boolean;
}

type CurateWork = (plan: OpenPlan, flags: CurateFlags, setting: CommandSetting, pair: string) => Promise<number>;

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
    addDataOption(command.argument('<plan>', 'a plan file (docs/pipeline.md)'), setting)
      .option('--into <folder>', "where the plan's stages are kept; .curation/NAME beside the plan unless given")
      .option('--trainer <folder>', 'the folder that holds trainer/', '.')
      .option('--redo', 'do finished steps again whose settings have changed', false)
      .option('--over-budget', "run although the plan's budget does not cover it", false)
      .option('--wait', 'wait for people, and go on when they have judged enough', false)
      .option('--json', 'one JSON object on standard output', false)
      .action((...given: unknown[]) => {
        const texts = given.filter((one) => typeof one === 'string');
        const [flags] = given.slice(texts.length) as [CurateFlags];
        const [pair = '', path = ''] = texts.length > 1 ? texts : ['', texts[0]];
        return runCommand(setting.terminal, flags.json, () =>
          withPlan(path, flags, setting, (plan) => work(plan, flags, setting, pair)),
        );
      });
  }
}

async function withPlan(
  path: string,
  flags: CurateFlags,
  { protocolFile }: CommandSetting,
  work: (plan: OpenPlan) => Promise<number>,
): Promise<number> {
  const plan = await openPlan(path, {
    into: flags.into ?? null,
    dataFolder: resolve(flags.data),
    trainer: resolve(flags.trainer),
    environment: process.env,
    usualProtocol: await readFile(protocolFile, 'utf8'),
  });
  try {
    return await work(plan);
  } finally {
    plan.close();
  }
}

async function run(open: OpenPlan, flags: CurateFlags, { terminal }: CommandSetting): Promise<number> {
  const interruption = new Interruption().listen();
  const view = new CurateView(terminal);
  try {
    const priced = await priceOf(open, flags, view, interruption.signal);
    const over = budgetExceeded(priced.all, open.plan.budget);
    if (over.length > 0 && !flags.overBudget)
      throw new PipelineError(
        `The plan takes more than its budget:\n  ${over.join('\n  ')}\nRaise the budget, or say --over-budget.`,
      );
    const outcome = await new Pipeline(open.folder, stepsOf(open.setup)).run({
      view,
      signal: interruption.signal,
      redo: flags.redo,
      wait: flags.wait,
    });
    const waits =
      outcome.state === 'waiting'
        ? { step: outcome.label, ...outcome.reason.standing, task: outcome.reason.task, place: outcome.reason.place }
        : null;
    const dataSet = outcome.state === 'done' ? (outcome.outputs.get('export')?.file('dataset.jsonl') ?? null) : null;
    const final =
      outcome.state === 'done' ? await withSql(open.folder, (sql) => finalModel(sql, outcome.outputs)) : null;
    terminal.error(
      outcome.state === 'done'
        ? `Done: ${dataSet ?? ''}\n${final === null ? '' : finalWords(final)}`
        : `Waiting at ${outcome.label}: ${outcome.reason.message}\n`,
    );
    if (flags.json)
      terminal.out(
        `${JSON.stringify({ state: outcome.state, waits, dataSet, final, calls: open.machines.servers.map(({ id, counts }) => ({ id, ...counts })) })}\n`,
      );
    return outcome.state === 'done' ? exitCodes.done : exitCodes.incomplete;
  } catch (error) {
    if (interruption.isWanted)
      throw new CommandError('Interrupted; what is done is kept, and answers that came are.', exitCodes.interrupted);
    throw error;
  } finally {
    view.end();
    interruption.end();
  }
}

/** Reads and cleans, which costs nothing and is needed anyway, and reckons the rest. */
async function priceOf(
  { plan, folder, setup, human }: OpenPlan,
  flags: CurateFlags,
  view: CurateView,
  signal: AbortSignal,
): Promise<PlanCost> {
  const ask = { signal, isPatient: flags.wait, note: (words: string) => view.note('people', words) };
  const pipeline = new Pipeline(folder, stepsOf(setup).slice(0, 2));
  const outcome = await pipeline.run({ view, signal, redo: flags.redo });
  const clean = outcome.state === 'done' ? outcome.outputs.get('clean') : undefined;
  if (clean === undefined) throw new PipelineError('The pool could not be read.');
  return withSql(folder, async (sql) => planCost(plan, await measurePlan(sql, clean, human, ask)));
}

async function cost(open: OpenPlan, flags: CurateFlags, { terminal }: CommandSetting): Promise<number> {
  const view = new CurateView(terminal);
  const priced = await priceOf(open, flags, view, new AbortController().signal).finally(() => view.end());
  const over = budgetExceeded(priced.all, open.plan.budget);
  terminal.out(flags.json ? `${JSON.stringify({ ...priced, overBudget: over })}\n` : costWords(priced, over));
  return exitCodes.done;
}

async function status({ folder, setup }: OpenPlan, flags: CurateFlags, { terminal }: CommandSetting): Promise<number> {
  const steps = stepsOf(setup);
  const outputs = await new Pipeline(folder, steps).finished();
  const rows = steps.map(({ label }) => ({ step: label, counts: outputs.get(label)?.manifest.counts ?? null }));
  const waiting = await new WaitingNote(folder).read();
  const waits = rows.some(({ step, counts }) => step === waiting?.step && counts === null) ? waiting : null;
  terminal.out(flags.json ? `${JSON.stringify({ steps: rows, waits })}\n` : statusWords(rows, waits));
  return exitCodes.done;
}

async function explain(
  { folder, setup }: OpenPlan,
  flags: CurateFlags,
  { terminal }: CommandSetting,
  pair: string,
): Promise<number> {
  const outputs = await new Pipeline(folder, stepsOf(setup)).finished();
  const found = await withSql(folder, (sql) => explainPair(sql, outputs, pair));
  if (found === null) throw new PipelineError(`No finished stage of the plan has a pair ${pair}.`);
  const words = [...found.explanation, '', ...found.trail].join('\n');
  terminal.out(flags.json ? `${JSON.stringify(found)}\n` : `${words}\n`);
  return exitCodes.done;
}

async function withSql<T>(folder: string, work: (sql: ShardSql) => Promise<T>): Promise<T> {
  const sql = await ShardSql.open(join(folder, 'scratch'));
  try {
    return await work(sql);
  } finally {
    sql.close();
  }
}
