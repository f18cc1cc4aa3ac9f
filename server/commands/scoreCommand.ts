import type { Command } from 'commander';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { OpenModel } from '../engine/openModel';
import { CommandError, exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { Interruption } from './Interruption';
import { loadModel } from './loadModel';
import { addModelOptions, type ModelFlags } from './modelOptions';
import { ProgressLine } from './ProgressLine';
import { runCommand } from './runCommand';
import { scoreFile, type ScoreOrder, type ScoreReport } from './score/scoreFile';
import { exitCodeOf, jsonReport, wordsReport } from './score/scoreReports';
import type { OutputFormat } from './score/writeScores';

interface ScoreFlags extends ModelFlags {
  model: string;
  out: string;
  format?: string;
  json: boolean;
  restart: boolean;
}

/** `assay score`: rewards for every row of a file. */
export function addScoreCommand(program: Command, setting: CommandSetting): void {
  const command = program
    .command('score')
    .description('score preference data with a reward model on this processor')
    .argument('<file>', 'JSON Lines, JSON or CSV with preference data; - for standard input')
    .requiredOption('--model <what>', 'demo, a checkpoint folder, a hub id, or a stored digest or name')
    .requiredOption('--out <file>', 'where the scores go: .jsonl or .parquet')
    .option('--format <name|columns>', 'format of the file where it is not detected: a name, or prompt=A,chosen=B,...')
    .option('--restart', 'drop unfinished scores and replace the output', false)
    .option('--json', 'one JSON object on standard output at the end', false);
  addModelOptions(command, setting).action((file: string, flags: ScoreFlags) =>
    runCommand(setting.terminal, flags.json, () => score(file, flags, setting)),
  );
}

async function score(file: string, flags: ScoreFlags, setting: CommandSetting): Promise<number> {
  const { terminal } = setting;
  const { model: what, format = null, restart } = flags;
  const order = { file, format, restart, ...outputOf(flags.out) };
  const startedMs = performance.now();
  const { report, model } = await scoreWith(
    order,
    (line, interruption) => loadModel(what, flags, setting, line, interruption),
    setting,
  );
  const seconds = (performance.now() - startedMs) / 1000;
  terminal.error(wordsReport(report, flags.out, seconds));
  if (flags.json) terminal.out(`${JSON.stringify(jsonReport(report, flags.out, seconds, model.checkpoint))}\n`);
  return exitCodeOf(report);
}

type Load = (line: ProgressLine, interruption: Interruption) => Promise<OpenModel>;

async function scoreWith(
  order: ScoreOrder,
  load: Load,
  { terminal }: CommandSetting,
): Promise<{ report: ScoreReport; model: OpenModel }> {
  const interruption = new Interruption().listen();
  const line = new ProgressLine(terminal);
  const opened: OpenModel[] = [];
  try {
    const report = await scoreFile(
      order,
      async () => {
        const model = await load(line, interruption);
        opened.push(model);
        for (const note of model.checkpoint.notes) line.note(note);
        return { checkpoint: model.checkpoint, scorer: model.engine, template: model.template };
      },
      line,
      interruption,
    );
    return { report, model: opened[0] as OpenModel };
  } finally {
    line.end();
    interruption.end();
    for (const model of opened) await model.engine.release();
  }
}

function outputOf(named: string): { out: string; outputFormat: OutputFormat } {
  const out = resolve(named);
  const ending = /\.(jsonl|parquet)$/i.exec(out)?.[1]?.toLowerCase();
  if (ending !== 'jsonl' && ending !== 'parquet')
    throw new CommandError(`--out ${named} must end in .jsonl or .parquet.`, exitCodes.usage);
  if (!statSync(dirname(out), { throwIfNoEntry: false })?.isDirectory())
    throw new CommandError(`--out ${named}: there is no folder ${dirname(out)}.`);
  return { out, outputFormat: ending };
}
