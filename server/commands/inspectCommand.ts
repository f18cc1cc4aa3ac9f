import type { Command } from 'commander';
import type { ColumnMapping } from '../../src/pairs/ColumnMapping';
import { FileError } from '../../src/pairs/containers/FileError';
import type { Inspection } from '../../src/pairs/contract';
import type { ImportReport } from '../../src/pairs/ImportReport';
import { inspectFile } from '../../src/pairs/inspectFile';
import { exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import type { DiskFile } from './data/DiskFile';
import { importWords, rejectedRows } from './data/importWords';
import { inspectionWords } from './data/inspectionWords';
import { noItems } from './data/noItems';
import { printable } from './data/printable';
import { readInputs } from './data/readInputs';
import { withInputs, type OpenInputs } from './data/withInputs';
import { withProgress } from './data/withProgress';
import { runCommand } from './runCommand';
import { parseMapping } from './score/mappingText';

interface InspectFlags {
  mapping?: string;
  all: boolean;
  json: boolean;
}

/** A file, or in words why it is no data. */
type Inspected = Inspection | { file: string; bytes: number; error: string };

/** `assay inspect`: what files of preference data hold. */
export function addInspectCommand(program: Command, setting: CommandSetting): void {
  program
    .command('inspect')
    .description('say what files of preference data hold: container, shape, three rows in words')
    .argument('<files...>', 'files, or folders of them')
    .option('--mapping <columns>', 'which column holds what, where the shape is not known: prompt=A,chosen=B,...')
    .option('--all', 'read all rows and report what becomes of them', false)
    .option('--json', 'one JSON object on standard output', false)
    .action((files: string[], flags: InspectFlags) =>
      runCommand(setting.terminal, flags.json, () => inspect(files, flags, setting)),
    );
}

async function inspect(named: string[], flags: InspectFlags, { terminal }: CommandSetting): Promise<number> {
  const mapping = flags.mapping === undefined ? null : parseMapping(flags.mapping, '--mapping');
  return withInputs(named, async (inputs) => {
    const inspected: Inspected[] = [];
    for (const file of inputs.files) inspected.push(await inspectOne(file, mapping));
    if (!flags.json) terminal.out(headWords(inspected, inputs));
    const readable = inputs.files.filter((_, at) => isKnown(inspected[at]));
    const report = flags.all && readable.length > 0 ? await readAll(readable, mapping, terminal) : null;
    if (!flags.json && report !== null) terminal.out(importWords(report, true));
    const all = { state: 'done', files: inspected, ignored: inputs.ignored, report };
    if (flags.json) terminal.out(`${JSON.stringify(all)}\n`);
    const complete = readable.length === inspected.length && (report === null || rejectedRows(report) === 0);
    return complete ? exitCodes.done : exitCodes.incomplete;
  });
}

async function inspectOne(file: DiskFile, mapping: ColumnMapping | null): Promise<Inspected> {
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

function headWords(inspected: Inspected[], { ignored }: OpenInputs): string {
  const words = inspected.map((one) => ('error' in one ? `${printable(one.error)}\n` : inspectionWords(one)));
  if (ignored.length > 0) words.push(`Not data by their names: ${printable(ignored.join(', '))}\n`);
  return words.join('\n');
}

function readAll(
  files: DiskFile[],
  mapping: ColumnMapping | null,
  terminal: CommandSetting['terminal'],
): Promise<ImportReport> {
  const name = files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`;
  return withProgress(terminal, async (progress) => {
    return (await readInputs({ name, files, mapping }, noItems, progress)).report;
  });
}
