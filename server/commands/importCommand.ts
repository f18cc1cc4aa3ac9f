import type { Command } from 'commander';
import type { DataSet } from '../../src/pairs/DataSet';
import { rejectedCount } from '../../src/pairs/reportMarkdown';
import { exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { DataSets } from './data/DataSets';
import type { HubDataFlags } from './data/hubInputs';
import { importWords } from './data/importWords';
import { addInputOptions, inputWords } from './data/inputOptions';
import { KeptReport } from './data/KeptReport';
import { nameOfFiles } from './data/nameOfFiles';
import { oneLine } from './data/printable';
import { readInputs } from './data/readInputs';
import { importMarkdown } from './data/keptMarkdown';
import { withInputs } from './data/withInputs';
import { withProgress } from './data/withProgress';
import { addDataOption } from './modelOptions';
import { runCommand } from './runCommand';
import { parseMapping } from './score/mappingText';

interface ImportFlags extends HubDataFlags {
  data: string;
  name?: string;
  mapping?: string;
  report?: string;
  force: boolean;
  json: boolean;
}

/** `assay import`: files become a data set of the data folder. */
export function addImportCommand(program: Command, setting: CommandSetting): void {
  const command = program
    .command('import')
    .description('keep preference data as a data set of the data folder')
    .argument('<files...>', inputWords)
    .option('--name <name>', 'of the data set; that of its first file unless given')
    .option('--report <file>', 'keep the report: .json or .md')
    .option('--force', 'replace a report that is there', false)
    .option('--json', 'one JSON object on standard output at the end', false);
  addDataOption(addInputOptions(command), setting).action((files: string[], flags: ImportFlags) =>
    runCommand(setting.terminal, flags.json, () => importData(files, flags, setting)),
  );
}

async function importData(named: string[], flags: ImportFlags, { terminal }: CommandSetting): Promise<number> {
  const mapping = flags.mapping === undefined ? null : parseMapping(flags.mapping, '--mapping');
  const kept = KeptReport.of(flags.report, flags.force);
  const { dataSet, leftOut } = await withProgress(terminal, (progress) =>
    withInputs(named, flags, progress, ({ files, attribution }) => {
      const order = { name: flags.name ?? nameOfFiles(files), files, mapping, attribution };
      return DataSets.with(flags.data, (dataSets) =>
        dataSets.importing(() => readInputs(order, dataSets.store, progress)),
      );
    }),
  );
  const { report } = dataSet;
  terminal.error(`${importWords(report, false)}${alsoInWords(dataSet)}Data set ${dataSet.id}\n`);
  await kept?.write({ ...reportToKeep(dataSet), leftOut }, importMarkdown(dataSet, leftOut));
  if (flags.json) terminal.out(`${JSON.stringify({ state: 'done', dataSet, leftOut })}\n`);
  return rejectedCount(report) > 0 || leftOut.length > 0 ? exitCodes.incomplete : exitCodes.done;
}

function alsoInWords({ report: { alsoIn } }: DataSet): string {
  return alsoIn
    .map(
      ({ name, pairs, conflicts }) =>
        `${pairs} of its pairs are in ${oneLine(name)} too, ${conflicts} with another label.\n`,
    )
    .join('');
}

/** As the studio keeps it. */
function reportToKeep({ name, importedAt, attribution, report }: DataSet): object {
  return { name, importedAt, attribution, ...report };
}
