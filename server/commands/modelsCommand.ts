import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CheckpointStore } from '../../src/engine/checkpoint/CheckpointStore';
import type { CheckpointOrigin } from '../../src/engine/checkpoint/checkpointsContract';
import { openCheckpoints } from '../engine/openCheckpoints';
import { addCheckpoint, folderOrigin, hubOrigin, type HubFlags } from './addCheckpoint';
import { CommandError, exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { findStored } from './findStored';
import { Interruption } from './Interruption';
import { listModels, modelsInWords } from './listModels';
import { addDataOption, addHubOptions } from './modelOptions';
import { ProgressLine } from './ProgressLine';
import { addServerCommands } from './registry/serverCommands';
import { runCommand } from './runCommand';
import { byteWords } from './words';

interface DataFlags {
  data: string;
  json: boolean;
}

/** `assay models`: what is in the data folder, putting checkpoints into it, and the models of servers. */
export function addModelsCommand(program: Command, setting: CommandSetting): void {
  const models = program.command('models').description('list, add, verify, push, pull and remove models');
  const jsonOption = (command: Command) => command.option('--json', 'one JSON object on standard output', false);
  const run = (flags: DataFlags, work: () => Promise<number>) => runCommand(setting.terminal, flags.json, work);

  jsonOption(addDataOption(models.command('list', { isDefault: true }).description('list models'), setting)).action(
    (flags: DataFlags) => run(flags, () => list(flags, setting)),
  );
  const add = models.command('add').description('take a checkpoint into the data folder');
  jsonOption(addHubOptions(add.argument('<what>', 'a hub id, a folder, or the address of one'), setting)).action(
    (what: string, flags: DataFlags & HubFlags) => run(flags, () => addModel(what, flags, setting)),
  );
  const verify = models.command('verify').description("read a stored checkpoint's files again and compare them");
  jsonOption(addDataOption(verify.argument('<digest>', 'digest or name'), setting)).action(
    (what: string, flags: DataFlags) => run(flags, () => verifyModel(what, flags, setting)),
  );
  addServerCommands(models, setting);
  const remove = models.command('remove').description('remove a stored checkpoint with its graphs');
  jsonOption(addDataOption(remove.argument('<digest>', 'digest or name'), setting)).action(
    (what: string, flags: DataFlags) => run(flags, () => removeModel(what, flags, setting)),
  );
}

async function list({ data, json }: DataFlags, { terminal, demoFolder }: CommandSetting): Promise<number> {
  const listing = await listModels(resolve(data), demoFolder);
  terminal.out(json ? `${JSON.stringify(listing)}\n` : modelsInWords(listing));
  return exitCodes.done;
}

async function addModel(what: string, flags: DataFlags & HubFlags, { terminal }: CommandSetting): Promise<number> {
  const interruption = new Interruption().listen();
  try {
    const store = openCheckpoints(resolve(flags.data));
    const added = await addCheckpoint(store, await originOf(what, flags), new ProgressLine(terminal), interruption);
    terminal.error(`${added.name}: ${byteWords(added.bytes)}\nDigest ${added.digest}\n`);
    if (flags.json) terminal.out(`${JSON.stringify(added)}\n`);
    return exitCodes.done;
  } finally {
    interruption.end();
  }
}

async function originOf(what: string, flags: HubFlags): Promise<CheckpointOrigin> {
  if (/^https?:\/\//.test(what)) return { kind: 'url', base: what };
  return existsSync(what) ? folderOrigin(what) : hubOrigin(what, flags);
}

async function verifyModel(what: string, { data, json }: DataFlags, { terminal }: CommandSetting): Promise<number> {
  const store = openCheckpoints(resolve(data));
  const { digest, name } = await requireStored(store, what);
  const line = new ProgressLine(terminal);
  const findings = await store
    .verify(digest, ({ doneBytes, totalBytes, file }) =>
      line.show(doneBytes, totalBytes, `checking ${file}: ${byteWords(doneBytes)} of ${byteWords(totalBytes)}`),
    )
    .finally(() => line.end());
  for (const { path, rule, arrived } of findings) terminal.error(`${path}: ${rule}; ${arrived}\n`);
  terminal.error(findings.length === 0 ? `${name} is as it was added.\n` : 'Remove it and add it again.\n');
  if (json) terminal.out(`${JSON.stringify({ digest, name, findings })}\n`);
  return findings.length === 0 ? exitCodes.done : exitCodes.failed;
}

async function removeModel(what: string, { data, json }: DataFlags, { terminal }: CommandSetting): Promise<number> {
  const store = openCheckpoints(resolve(data));
  const { loose } = await listModels(resolve(data), null);
  const graphs = loose.find(({ digest }) => digest === what);
  const { digest, name } = graphs ? { digest: graphs.digest, name: 'graphs' } : await requireStored(store, what);
  await store.remove(digest);
  terminal.error(`Removed ${name} (${digest}).\n`);
  if (json) terminal.out(`${JSON.stringify({ digest, name })}\n`);
  return exitCodes.done;
}

async function requireStored(store: CheckpointStore, what: string) {
  const found = findStored((await store.list()).stored, what);
  if (found) return found;
  throw new CommandError(`There is no stored model ${what}. "assay models" lists what is there.`);
}
