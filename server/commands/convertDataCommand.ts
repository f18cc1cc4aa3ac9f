import type { Command } from 'commander';
import type { DataSet } from '../../src/pairs/DataSet';
import { FolderStore } from '../../src/pairs/kept/FolderStore';
import { NodeFolder } from '../NodeFolder';
import { rejectedCount } from '../../src/pairs/reportMarkdown';
import { exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { addInputOptions, inputWords } from './data/inputOptions';
import { addExportOptions, type ExportFlags } from './data/exportFlags';
import { isIncomplete, type ExportOutcome } from './data/ExportOutcome';
import type { HubDataFlags } from './data/hubInputs';
import { importWords } from './data/importWords';
import { nameOfFiles } from './data/nameOfFiles';
import { orderExport, runExport, type ExportOrder } from './data/runExport';
import type { Progress } from './data/Progress';
import { KeptReport } from './data/KeptReport';
import { readInputs, type LeftOutFile, type ReadOrder } from './data/readInputs';
import { exportMarkdown, importMarkdown } from './data/keptMarkdown';
import { withInputs } from './data/withInputs';
import { withProgress } from './data/withProgress';
import { withWork } from './data/withWork';
import { runCommand } from './runCommand';
import { parseMapping } from './score/mappingText';
import type { Terminal } from './Terminal';

interface ConvertFlags extends ExportFlags, HubDataFlags {
  mapping?: string;
}

interface Converted {
  dataSet: DataSet;
  leftOut: LeftOutFile[];
  outcome: ExportOutcome;
}

/** `assay convert-data`: preference data of any shape in, any export profile out. */
export function addConvertDataCommand(program: Command, setting: CommandSetting): void {
  const command = program
    .command('convert-data')
    .description('write preference data of any shape in a shape that trainers read')
    .argument('<files...>', inputWords);
  addExportOptions(addInputOptions(command)).action((files: string[], flags: ConvertFlags) =>
    runCommand(setting.terminal, flags.json, () => convert(files, flags, setting)),
  );
}

async function convert(named: string[], flags: ConvertFlags, { terminal }: CommandSetting): Promise<number> {
  const startedMs = performance.now();
  const mapping = flags.mapping === undefined ? null : parseMapping(flags.mapping, '--mapping');
  const order = await orderExport(flags, named[0] === '-' ? 'data' : (named[0] ?? ''));
  const kept = KeptReport.of(flags.report, flags.force);
  const { dataSet, leftOut, outcome } = await withProgress(terminal, (progress) =>
    withInputs(named, flags, progress, ({ files, attribution }) => {
      const read = { name: nameOfFiles(files), files, mapping, attribution };
      return convertInputs(order, read, { progress, terminal });
    }),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  const all = {
    state: outcome.written === null ? 'refused' : 'done',
    seconds,
    import: dataSet.report,
    leftOut,
    export: outcome,
  };
  await kept?.write(all, `${importMarkdown(dataSet, leftOut)}\n${exportMarkdown(outcome)}`);
  if (flags.json) terminal.out(`${JSON.stringify(all)}\n`);
  const isWhole = !isIncomplete(outcome) && rejectedCount(dataSet.report) === 0 && leftOut.length === 0;
  return isWhole ? exitCodes.done : exitCodes.incomplete;
}

function convertInputs(
  order: ExportOrder,
  read: ReadOrder,
  setting: { progress: Progress; terminal: Terminal },
): Promise<Converted> {
  return withWork(order.target.workStem, async (work) => {
    const store = new FolderStore(await NodeFolder.open(work.file('data-sets')));
    try {
      const { dataSet, leftOut } = await readInputs(read, store, setting.progress);
      setting.progress.note(importWords(dataSet.report, false).trimEnd());
      return { dataSet, leftOut, outcome: await runExport(order, { ...setting, store, dataSets: [dataSet], work }) };
    } finally {
      await store.close();
    }
  });
}
