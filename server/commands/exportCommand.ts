import type { Command } from 'commander';
import type { DataSet } from '../../src/pairs/DataSet';
import { exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { DataSets } from './data/DataSets';
import { addExportOptions, type ExportFlags } from './data/exportFlags';
import { isIncomplete, type ExportOutcome } from './data/ExportOutcome';
import { KeptReport } from './data/KeptReport';
import { exportMarkdown } from './data/keptMarkdown';
import { orderExport, runExport, type ExportOrder } from './data/runExport';
import { withProgress } from './data/withProgress';
import { withWork } from './data/withWork';
import { addDataOption } from './modelOptions';
import { runCommand } from './runCommand';

interface ExportDataFlags extends ExportFlags {
  data: string;
}

/** `assay export`: data sets of the data folder leave in a profile. */
export function addExportCommand(program: Command, setting: CommandSetting): void {
  const command = program
    .command('export')
    .description('write data sets of the data folder in a shape that trainers read')
    .argument('<data-sets...>', 'ids or names of data sets, as "assay data" lists them');
  addDataOption(addExportOptions(command), setting).action((dataSets: string[], flags: ExportDataFlags) =>
    runCommand(setting.terminal, flags.json, () => exportData(dataSets, flags, setting)),
  );
}

async function exportData(named: string[], flags: ExportDataFlags, setting: CommandSetting): Promise<number> {
  const { terminal } = setting;
  const startedMs = performance.now();
  const kept = KeptReport.of(flags.report, flags.force);
  const { dataSets, outcome } = await DataSets.with(flags.data, async (stored) => {
    const found: DataSet[] = [];
    for (const what of new Set(named)) found.push(await stored.find(what));
    const order = await orderExport(flags, found[0]?.name ?? '');
    return { dataSets: found, outcome: await exportFound(order, found, stored, setting) };
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const state = outcome.written === null ? 'refused' : 'done';
  const all = { state, seconds, dataSets: dataSets.map(({ id, name }) => ({ id, name })), export: outcome };
  await kept?.write(all, exportMarkdown(outcome));
  if (flags.json) terminal.out(`${JSON.stringify(all)}\n`);
  return isIncomplete(outcome) ? exitCodes.incomplete : exitCodes.done;
}

function exportFound(
  order: ExportOrder,
  found: DataSet[],
  { store }: DataSets,
  { terminal }: CommandSetting,
): Promise<ExportOutcome> {
  const dataSets = found.filter(({ id }, at) => found.findIndex((other) => other.id === id) === at);
  return withProgress(terminal, (progress) =>
    withWork(order.target.workStem, (work) => runExport(order, { store, dataSets, work, progress, terminal })),
  );
}
