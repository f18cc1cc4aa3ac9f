import type { Command } from 'commander';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { OpenModel } from '../engine/openModel';
import { CommandError, exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { Interruption } from './Interruption';
import { addModelOptions, loadModel, type ModelFlags } from './modelOptions';
import { ProgressLine } from './ProgressLine';
import { runCommand } from './runCommand';
import { scoreFile } from './score/scoreFile';
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
  const interruption = new Interruption().listen();
  const line = new ProgressLine(terminal);
  const startedMs = performance.now();
  let model: OpenModel | null = null;
  try {
    const load = async () => {
      model = await loadModel(flags.model, flags, setting, line, interruption);
      for (const note of model.checkpoint.notes) line.note(note);
      return { checkpoint: model.checkpoint, scorer: model.engine, template: model.template };
    };
    const { format = null, restart } = flags;
    const out = resolve(flags.out);
    const order = { file, format, out, outputFormat: outputFormatOf(out), restart };
    const report = await scoreFile(order, load, line, interruption);
    line.end();
    const seconds = (performance.now() - startedMs) / 1000;
    terminal.error(wordsReport(report, flags.out, seconds));
    if (flags.json) terminal.out(`${JSON.stringify(jsonReport(report, flags.out, seconds, checkpointOf(model)))}\n`);
    return exitCodeOf(report);
  } finally {
    line.end();
    interruption.end();
    await (model as OpenModel | null)?.engine.release();
  }
}

function checkpointOf(model: OpenModel | null): OpenModel['checkpoint'] | null {
  return model?.checkpoint ?? null;
}

function outputFormatOf(out: string): OutputFormat {
  const ending = /\.(jsonl|parquet)$/i.exec(out)?.[1]?.toLowerCase();
  if (ending !== 'jsonl' && ending !== 'parquet')
    throw new CommandError(`--out ${out} must end in .jsonl or .parquet.`, exitCodes.usage);
  if (!existsSync(dirname(out)) || !statSync(dirname(out)).isDirectory())
    throw new CommandError(`--out ${out}: there is no folder ${dirname(out)}.`);
  return ending;
}
