import type { Command } from 'commander';
import type { DataSet } from '../../src/pairs/DataSet';
import { exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { DataSets } from './data/DataSets';
import { oneLine } from './data/printable';
import { addDataOption } from './modelOptions';
import { runCommand } from './runCommand';
import { byteWords, plural } from './words';

interface DataFlags {
  data: string;
  json: boolean;
}

/** `assay data`: the data sets of the data folder. */
export function addDataCommand(program: Command, setting: CommandSetting): void {
  const data = program.command('data').description('list and remove data sets');
  const withOptions = (command: Command) =>
    addDataOption(command, setting).option('--json', 'one JSON object on standard output', false);

  withOptions(data.command('list', { isDefault: true }).description('list data sets')).action((flags: DataFlags) =>
    runCommand(setting.terminal, flags.json, () => list(flags, setting)),
  );
  const remove = data.command('remove').description('remove a data set').argument('<data-set>', 'id or name');
  withOptions(remove).action((what: string, flags: DataFlags) =>
    runCommand(setting.terminal, flags.json, () => removeDataSet(what, flags, setting)),
  );
}

async function list({ data, json }: DataFlags, { terminal }: CommandSetting): Promise<number> {
  const dataSets = await DataSets.with(data, (stored) => stored.list());
  terminal.out(json ? `${JSON.stringify({ dataSets })}\n` : dataSets.map(dataSetWords).join(''));
  if (!json && dataSets.length === 0) terminal.error('No data sets. "assay import FILE" makes one.\n');
  return exitCodes.done;
}

function dataSetWords({ id, name, importedAt, format, bytes, items, pairs }: DataSet): string {
  const size = `${plural(items, 'item')}, ${plural(pairs, 'pair')}, ${byteWords(bytes)}`;
  return `${id}  ${oneLine(name)}  ${format}  ${size}  ${importedAt.slice(0, 10)}\n`;
}

async function removeDataSet(what: string, { data, json }: DataFlags, { terminal }: CommandSetting): Promise<number> {
  const { id, name } = await DataSets.with(data, async (stored) => {
    const found = await stored.find(what);
    await stored.store.removeDataSet(found.id);
    return found;
  });
  terminal.error(`Removed ${oneLine(name)} (${id}).\n`);
  if (json) terminal.out(`${JSON.stringify({ id, name })}\n`);
  return exitCodes.done;
}
