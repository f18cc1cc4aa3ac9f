import { InvalidArgumentError, type Command } from 'commander';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ReportFormat } from '../../../src/benchmarks/report/reportText';
import { usualSettings } from '../../../src/benchmarks/scoreBenchmark';
import { CommandError, exitCodes } from '../CommandError';
import type { CommandSetting } from '../CommandSetting';
import type { HubDataFlags } from '../data/hubInputs';
import { addEngineOptions, addHubAccess, wholeNumber, type ModelFlags } from '../modelOptions';

export interface BenchmarkFlags extends HubDataFlags, Omit<ModelFlags, 'data'> {
  data: string[];
  model?: string;
  scores?: string[];
  name?: string;
  out?: string;
  with?: string[];
  models: string;
  seed: number;
  draws: number;
  estimate: boolean;
  restart: boolean;
  json: boolean;
}

/** Adds the flags of `BenchmarkFlags`. */
export function addBenchmarkOptions(command: Command, { defaultDataFolder }: CommandSetting): Command {
  command
    .requiredOption(
      '--data <inputs...>',
      "the benchmark's official files, folders of them, or hf://datasets/OWNER/NAME",
    )
    .option('--model <what>', 'demo, a checkpoint folder, a hub id, or a stored digest or name')
    .option(
      '--scores <files...>',
      'rewards made elsewhere, instead of a model: {id, rewards}, score files, result files',
    )
    .option('--name <text>', 'what the report calls the model')
    .option('--out <report>', 'where the report goes: .md, .csv or .json')
    .option('--with <reports...>', 'JSON reports of other benchmarks of the same model, for the mean of seven')
    .option('--estimate', 'say how many tokens it is and how long it takes here, and score nothing more', false)
    .option('--seed <number>', 'of the bootstrap', wholeNumber(0), usualSettings.seed)
    .option('--draws <number>', 'of the bootstrap', drawCount, usualSettings.draws)
    .option('--restart', 'drop unfinished scores and replace the report', false)
    .option('--json', 'the JSON report on standard output at the end', false)
    .option('--models <folder>', 'where models and graphs are kept', defaultDataFolder)
    .option('--config <name>', 'of a data set on a hub; the first unless given')
    .option('--split <name>', 'of a data set on a hub; train or the first unless given');
  return addHubAccess(addEngineOptions(command));
}

function drawCount(text: string): number {
  const draws = wholeNumber(0)(text);
  if (draws === 0 || draws >= 100) return draws;
  throw new InvalidArgumentError('at least 100 draws make an interval; 0 leaves the intervals out.');
}

/** @throws CommandError where flags contradict each other */
export function checkFlags({ model, scores, out, estimate }: BenchmarkFlags): void {
  const wrong = (message: string) => new CommandError(message, exitCodes.usage);
  if ((model === undefined) === (scores === undefined))
    throw wrong('Give either --model, which is then run here, or --scores with rewards that were made elsewhere.');
  if (estimate && model === undefined) throw wrong('--estimate needs --model: rewards of a file cost nothing.');
  if (!estimate && out === undefined) throw wrong('--out is missing: the report, in .md, .csv or .json.');
}

/** @throws CommandError where no report can be written there */
export function outputOf(named: string): { out: string; format: ReportFormat } {
  const out = resolve(named);
  const ending = /\.(md|csv|json)$/i.exec(out)?.[1]?.toLowerCase();
  if (ending !== 'md' && ending !== 'csv' && ending !== 'json')
    throw new CommandError(`--out ${named} must end in .md, .csv or .json.`, exitCodes.usage);
  if (!statSync(dirname(out), { throwIfNoEntry: false })?.isDirectory())
    throw new CommandError(`--out ${named}: there is no folder ${dirname(out)}.`);
  return { out, format: ending };
}
