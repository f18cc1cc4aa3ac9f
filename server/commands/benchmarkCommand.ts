import { Argument, type Command } from 'commander';
import { existsSync } from 'node:fs';
import { version } from '../../package.json';
import { benchmarks } from '../../src/benchmarks/benchmarks';
import type { Benchmark } from '../../src/benchmarks/Benchmark';
import { BenchmarkItems } from '../../src/benchmarks/BenchmarkItems';
import type { BenchmarkReport, ReportFile, ReportModel } from '../../src/benchmarks/report/BenchmarkReport';
import { checkpointModel } from '../../src/benchmarks/run/checkpointModel';
import { makeReport } from '../../src/benchmarks/run/makeReport';
import { scoreBenchmark, type RewardsOf } from '../../src/benchmarks/scoreBenchmark';
import { RewardsTable } from '../../src/benchmarks/scores/RewardsTable';
import type { OpenModel } from '../engine/openModel';
import { addBenchmarkOptions, checkFlags, outputOf, type BenchmarkFlags } from './benchmark/BenchmarkFlags';
import { estimateRun } from './benchmark/estimateRun';
import { otherReports } from './benchmark/otherReports';
import { readFiles } from './benchmark/readFiles';
import { estimateWords, reportWords } from './benchmark/reportWords';
import { scoreItems } from './benchmark/scoreItems';
import { scoresPath, writeItemScores, writeReport } from './benchmark/writeReport';
import { CommandError, exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { Progress } from './data/Progress';
import { Interruption } from './Interruption';
import { loadModel } from './loadModel';
import { ProgressLine } from './ProgressLine';
import { runCommand } from './runCommand';
import { lockOutput } from './score/scoreFile';
import type { Terminal } from './Terminal';
import { plural } from './words';

/** `assay benchmark`: a benchmark's official figures for a model, or for rewards that were made elsewhere. */
export function addBenchmarkCommand(program: Command, setting: CommandSetting): void {
  const names = benchmarks.map(({ name }) => name);
  const command = program
    .command('benchmark')
    .description("a benchmark's official figures for a reward model, with intervals and published figures")
    .addArgument(new Argument('<name>', 'which benchmark').choices(names));
  addBenchmarkOptions(command, setting).action((name: string, flags: BenchmarkFlags) =>
    runCommand(setting.terminal, flags.json, () => run(name, flags, setting)),
  );
}

async function run(name: string, flags: BenchmarkFlags, setting: CommandSetting): Promise<number> {
  checkFlags(flags);
  const benchmark = benchmarks.find((one) => one.name === name) as Benchmark;
  const interruption = new Interruption().listen();
  const line = new ProgressLine(setting.terminal);
  const desk: Desk = { ...setting, line, interruption, progress: new Progress(line, interruption) };
  try {
    return flags.estimate ? await estimate(benchmark, flags, desk) : await report(benchmark, flags, desk);
  } finally {
    line.end();
    interruption.end();
  }
}

/** What the steps of a run need beside their inputs. */
interface Desk extends CommandSetting {
  terminal: Terminal;
  line: ProgressLine;
  interruption: Interruption;
  progress: Progress;
}

interface Data {
  items: BenchmarkItems;
  files: ReportFile[];
}

async function readData(benchmark: Benchmark, flags: BenchmarkFlags, { progress }: Desk): Promise<Data> {
  const items = new BenchmarkItems(benchmark);
  const files = await readFiles(flags.data, flags, progress, ({ file, line, columns }) =>
    items.add(file, line, columns),
  );
  if (items.items.length > 0) return { items, files };
  throw new CommandError(`There is no item of ${benchmark.title} in ${flags.data.join(', ')}. ${benchmark.layout}`);
}

async function estimate(benchmark: Benchmark, flags: BenchmarkFlags, desk: Desk): Promise<number> {
  const { items } = await readData(benchmark, flags, desk);
  return withModel(flags, desk, async ({ engine }) => {
    const found = await estimateRun(items.items, engine);
    desk.terminal.error(estimateWords(found));
    if (flags.json)
      desk.terminal.out(`${JSON.stringify({ state: 'estimated', benchmark: benchmark.name, ...found })}\n`);
    return exitCodes.done;
  });
}

async function report(benchmark: Benchmark, flags: BenchmarkFlags, desk: Desk): Promise<number> {
  const { out, format } = outputOf(flags.out ?? '');
  const lock = await lockOutput(out);
  try {
    if (existsSync(out) && !flags.restart)
      throw new CommandError(`${out} is there already. Write to another --out, or replace it with --restart.`);
    const data = await readData(benchmark, flags, desk);
    const write = (made: BenchmarkReport) => writeReport(made, out, format);
    const made =
      flags.scores === undefined
        ? await ofModel(benchmark, data, { ...flags, out }, desk, write)
        : await ofScores(benchmark, data, { ...flags, scores: flags.scores }, desk, write);
    desk.line.end();
    desk.terminal.error(reportWords(made, out));
    if (flags.json) desk.terminal.out(`${JSON.stringify({ state: 'done', out, ...made })}\n`);
    return made.result.missing.length > 0 ? exitCodes.incomplete : exitCodes.done;
  } finally {
    await lock.release();
  }
}

type Write = (made: BenchmarkReport) => Promise<void>;

async function ofModel(
  benchmark: Benchmark,
  data: Data,
  flags: BenchmarkFlags & { out: string },
  desk: Desk,
  write: Write,
): Promise<BenchmarkReport> {
  return withModel(flags, desk, async ({ checkpoint, engine, template }) => {
    const ready = { checkpoint, scorer: engine, template };
    const what = { benchmark, items: data.items.items, data: data.files };
    const scores = await scoreItems(what, ready, flags, desk.line, desk.interruption);
    if (scores.resumedItems > 0) desk.line.note(`${plural(scores.resumedItems, 'item')} came from an earlier run.`);
    const model = checkpointModel(checkpoint, template, flags.name ?? null);
    const made = await reportOf(benchmark, data, flags, model, ({ id }) => scores.rewards.get(id));
    await writeItemScores(scores.rewards, scoresPath(flags.out));
    await write(made);
    await scores.finish();
    return made;
  });
}

async function ofScores(
  benchmark: Benchmark,
  data: Data,
  flags: BenchmarkFlags & { scores: string[] },
  desk: Desk,
  write: Write,
): Promise<BenchmarkReport> {
  const table = new RewardsTable(benchmark);
  const files = await readFiles(flags.scores, flags, desk.progress, ({ file, line, columns }) =>
    table.add(file, line, columns),
  );
  if (table.size === 0) throw new CommandError(`There are no rewards in ${flags.scores.join(', ')}.`);
  const unknown = table.unknownIds(data.items.items);
  if (unknown.length > 0)
    desk.line.note(
      `${plural(unknown.length, 'id')} with rewards is no item of the data, the first: ${unknown[0] ?? ''}.`,
    );
  const name = flags.name ?? files.map((file) => file.name).join(', ');
  const model: ReportModel = { kind: 'scores', name, files, unknownIds: unknown.length };
  const made = await reportOf(benchmark, data, flags, model, (item) => table.rewardsOf(item));
  await write(made);
  return made;
}

async function reportOf(
  benchmark: Benchmark,
  { items, files }: Data,
  { draws, seed, with: reports = [] }: BenchmarkFlags,
  model: ReportModel,
  rewardsOf: RewardsOf,
): Promise<BenchmarkReport> {
  const others = await otherReports(reports, model.name);
  const result = scoreBenchmark(benchmark, items.items, rewardsOf, { draws, seed, leftOut: items.leftOut });
  return makeReport({ version, benchmark, data: files, leftOut: items.leftOut, model, result, others });
}

async function withModel<T>(flags: BenchmarkFlags, desk: Desk, work: (model: OpenModel) => Promise<T>): Promise<T> {
  const places = { ...flags, data: flags.models };
  const model = await loadModel(flags.model ?? '', places, desk, desk.line, desk.interruption);
  try {
    for (const note of model.checkpoint.notes) desk.line.note(note);
    return await work(model);
  } finally {
    await model.engine.release();
  }
}
