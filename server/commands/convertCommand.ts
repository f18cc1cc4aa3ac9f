import type { Command } from 'commander';
import { resolve } from 'node:path';
import type { LoadProgress } from '../../src/engine/contract';
import { storedGraphs } from '../../src/engine/graphs/GraphManifest';
import type { OpenModel } from '../engine/openModel';
import { NodeFolder } from '../NodeFolder';
import { CommandError, exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { Interruption } from './Interruption';
import { loadModel } from './loadModel';
import { addModelOptions, type ModelFlags } from './modelOptions';
import { ProgressLine } from './ProgressLine';
import { runCommand } from './runCommand';
import { byteWords, durationWords } from './words';

interface ConvertFlags extends ModelFlags {
  json: boolean;
}

/** `assay convert`: a checkpoint's graph, made ahead of time. */
export function addConvertCommand(program: Command, setting: CommandSetting): void {
  const command = program
    .command('convert')
    .description("make a checkpoint's graph ahead of time, and try it")
    .argument('<model>', 'a checkpoint folder, a hub id, or a stored digest or name')
    .option('--json', 'one JSON object on standard output', false);
  addModelOptions(command, setting).action((what: string, flags: ConvertFlags) =>
    runCommand(setting.terminal, flags.json, () => convert(what, flags, setting)),
  );
}

async function convert(what: string, flags: ConvertFlags, setting: CommandSetting): Promise<number> {
  if (what === 'demo') throw new CommandError('The demo needs no conversion: its graph is made whenever it is loaded.');
  const interruption = new Interruption().listen();
  const times = new StageTimes();
  const model = await loadModel(what, flags, setting, new ProgressLine(setting.terminal), interruption, (progress) =>
    times.note(progress),
  ).finally(() => interruption.end());
  const report = await reportOf(model, times, resolve(flags.data)).finally(() => model.engine.release());
  setting.terminal.error(wordsOf(report));
  if (flags.json) setting.terminal.out(`${JSON.stringify(report)}\n`);
  return exitCodes.done;
}

interface ConvertReport {
  name: string;
  digest: string;
  architecture: string;
  precision: string;
  /** Of the graph's files. */
  bytes: number;
  /** Of the checkpoint that were converted by this command, and in how many seconds; 0 where the graph was there. */
  convertedBytes: number;
  seconds: number;
  notes: string[];
}

async function reportOf({ checkpoint }: OpenModel, times: StageTimes, dataFolder: string): Promise<ConvertReport> {
  const { name, digest, architecture, precision, notes } = checkpoint;
  const graphs = await storedGraphs(await NodeFolder.open(dataFolder), digest);
  const bytes = graphs.find((graph) => graph.precision === precision)?.bytes ?? 0;
  const { convertedBytes, seconds } = times;
  return { name, digest, architecture, precision, bytes, convertedBytes, seconds, notes };
}

function wordsOf({ name, digest, precision, bytes, convertedBytes, seconds, notes }: ConvertReport): string {
  const rate = byteWords(convertedBytes / Math.max(1e-3, seconds));
  const made =
    convertedBytes === 0
      ? 'was there already'
      : `made of ${byteWords(convertedBytes)} in ${durationWords(seconds)} (${rate}/s)`;
  const lines = [`${name} as ${precision}: ${byteWords(bytes)}, ${made}.`, `Digest ${digest}`, ...notes];
  return `${lines.join('\n')}\n`;
}

/** How long the conversion itself took. */
class StageTimes {
  convertedBytes = 0;
  private startedMs: number | null = null;
  private endedMs = 0;

  note({ stage, doneBytes }: LoadProgress): void {
    if (stage !== 'build') return;
    this.startedMs ??= performance.now();
    this.endedMs = performance.now();
    this.convertedBytes = doneBytes;
  }

  get seconds(): number {
    return this.startedMs === null ? 0 : (this.endedMs - this.startedMs) / 1000;
  }
}
