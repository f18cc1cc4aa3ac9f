import type { Command } from 'commander';
import type { ColumnMapping } from '../../src/pairs/ColumnMapping';
import { FileError } from '../../src/pairs/containers/FileError';
import type { Inspection } from '../../src/pairs/contract';
import { inspectFile } from '../../src/pairs/inspectFile';
import { rejectedCount } from '../../src/pairs/reportMarkdown';
import { exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import type { InputFile } from './data/InputFile';
import type { HubDataFlags } from './data/hubInputs';
import { importWords } from './data/importWords';
import { addInputOptions, inputWords } from './data/inputOptions';
import { inspectionWords } from './data/inspectionWords';
import { nameOfFiles } from './data/nameOfFiles';
import { noStore } from './data/noStore';
import { printable } from './data/printable';
import type { Progress } from './data/Progress';
import { readInputs } from './data/readInputs';
import { withInputs, type OpenInputs } from './data/withInputs';
import { withProgress } from './data/withProgress';
import { runCommand } from './runCommand';
import { parseMapping } from './score/mappingText';
import type { Terminal } from './Terminal';

interface InspectFlags extends HubDataFlags {
  mapping?: string;
  all: boolean;
  json: boolean;
}

/** A file, or in words why it is no data. */
type Inspected = Inspection | { file: string; bytes: number; error: string };

/** `assay inspect`: what files of preference data hold. */
export function addInspectCommand(program: Command, setting: CommandSetting): void {
  const command = program
    .command('inspect')
    .description('say what files of preference data hold: container, shape, three rows in words')
    .argument('<files...>', inputWords)
    .option('--all', 'read all rows and report what becomes of them', false)
    .option('--json', 'one JSON object on standard output', false);
  addInputOptions(command).action((files: string[], flags: InspectFlags) =>
    runCommand(setting.terminal, flags.json, () => inspect(files, flags, setting)),
  );
}

async function inspect(named: string[], flags: InspectFlags, { terminal }: CommandSetting): Promise<number> {
  const mapping = flags.mapping === undefined ? null : parseMapping(flags.mapping, '--mapping');
  return withProgress(terminal, (progress) =>
    withInputs(named, flags, progress, (inputs) =>
      inspectInputs(inputs, { ...flags, mapping }, { terminal, progress }),
    ),
  );
}

async function inspectInputs(
  inputs: OpenInputs,
  { mapping, all, json }: Pick<InspectFlags, 'all' | 'json'> & { mapping: ColumnMapping | null },
  { terminal, progress }: { terminal: Terminal; progress: Progress },
): Promise<number> {
  const inspected: Inspected[] = [];
  for (const file of inputs.files) {
    inspected.push(await inspectOne(file, mapping));
    progress.check();
  }
  if (!json) terminal.out(headWords(inspected));
  const files = inputs.files.filter((_, at) => isKnown(inspected[at]));
  const isRead = all && files.length > 0;
  const order = { name: nameOfFiles(files), files, mapping, attribution: inputs.attribution };
  const report = isRead ? (await readInputs(order, noStore, progress)).dataSet.report : null;
  if (!json && report !== null) terminal.out(importWords(report, true));
  if (json) terminal.out(`${JSON.stringify({ state: 'done', files: inspected, ignored: inputs.ignored, report })}\n`);
  const isComplete = files.length === inspected.length && (report === null || rejectedCount(report) === 0);
  return isComplete ? exitCodes.done : exitCodes.incomplete;
}

async function inspectOne(file: InputFile, mapping: ColumnMapping | null): Promise<Inspected> {
  try {
    return await inspectFile(file, file.name, mapping);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { file: file.name, bytes: file.size, error: error.message };
  }
}

function isKnown(inspected: Inspected | undefined): boolean {
  return inspected !== undefined && 'format' in inspected && inspected.format !== null;
}

function headWords(inspected: Inspected[]): string {
  const words = inspected.map((one) => ('error' in one ? `${printable(one.error)}\n` : inspectionWords(one)));
  return words.join('\n');
}
