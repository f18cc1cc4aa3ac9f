import { InvalidArgumentError, type Command } from 'commander';
import { resolve } from 'node:path';
import { latestTag } from '../../../src/hub/registry/RegistryModel';
import { openCheckpoints } from '../../engine/openCheckpoints';
import { modelNameForm, tagForm } from '../../registry/names';
import { addCheckpoint } from '../addCheckpoint';
import { CommandError, exitCodes } from '../CommandError';
import type { CommandSetting } from '../CommandSetting';
import { printable } from '../data/printable';
import { Interruption } from '../Interruption';
import { addDataOption } from '../modelOptions';
import { ProgressLine } from '../ProgressLine';
import { runCommand } from '../runCommand';
import type { Terminal } from '../Terminal';
import { byteWords } from '../words';
import { openRegistryClient, serverToken, tokenVariable } from './openRegistryClient';
import { pushModel } from './pushModel';
import { registryWords } from './registryWords';

interface PushFlags {
  to: string;
  name: string;
  tag: string[];
  run?: string;
  json: boolean;
}

interface PullFlags {
  from: string;
  data: string;
  json: boolean;
}

/** `assay models push`, `pull` and `on`: models of a server's registry. */
export function addServerCommands(models: Command, setting: CommandSetting): void {
  const { terminal } = setting;
  const json = ['--json', 'one JSON object on standard output', false] as const;
  const token = `A token of that server is taken from ${tokenVariable}.`;

  models
    .command('push')
    .description(`send a checkpoint folder to a server's registry, and go on where an earlier try stopped. ${token}`)
    .argument('<folder>', 'checkpoint folder')
    .requiredOption('--to <url>', 'address of the server')
    .requiredOption('--name <name>', 'what the model is called there', readName)
    .option('--tag <tag>', 'a tag for the version, beside "latest"; may be given several times', addTag, [])
    .option('--run <id>', 'the training run that made it')
    .option(...json)
    .action((folder: string, flags: PushFlags) =>
      runCommand(terminal, flags.json, () => push(folder, flags, terminal)),
    );
  const pull = models.command('pull').description(`take a model of a server's registry into the data folder. ${token}`);
  addDataOption(pull, setting)
    .argument('<model>', 'name, name@version or name@tag')
    .requiredOption('--from <url>', 'address of the server')
    .option(...json)
    .action((what: string, flags: PullFlags) =>
      runCommand(terminal, flags.json, () => pullModel(what, flags, terminal)),
    );
  models
    .command('on')
    .description(`list the models of a server's registry. ${token}`)
    .argument('<url>', 'address of the server')
    .option(...json)
    .action((server: string, flags: { json: boolean }) =>
      runCommand(terminal, flags.json, () => list(server, flags, terminal)),
    );
}

function readName(name: string): string {
  if (modelNameForm.test(name)) return name;
  throw new InvalidArgumentError('letters, digits, "-", "_" and single dots inside, 96 at most.');
}

function addTag(tag: string, others: string[]): string[] {
  if (tagForm.test(tag)) return [...others, tag];
  throw new InvalidArgumentError('lower-case letters, digits and "-", beginning with a letter, 32 at most.');
}

async function push(folder: string, { to, name, tag, run, json }: PushFlags, terminal: Terminal): Promise<number> {
  const interruption = new Interruption().listen();
  const line = new ProgressLine(terminal);
  try {
    const request = { folder, name, tags: tag, run: run ?? null };
    const show = (stage: string, file: string, done: number, total: number) =>
      line.show(done, total, `${stage} ${file}: ${byteWords(done)} of ${byteWords(total)}`);
    const manifest = await pushModel(openRegistryClient(to), request, show, interruption.signal);
    line.end();
    const { version, digest, tags } = manifest;
    terminal.error(`${name}@${version} (${tags.join(', ')}) is on ${new URL(to).host}.\nDigest ${digest}\n`);
    if (json) terminal.out(`${JSON.stringify(manifest)}\n`);
    return exitCodes.done;
  } catch (error) {
    if (!interruption.isWanted) throw error;
    throw new CommandError('Interrupted; the same command goes on.', exitCodes.interrupted);
  } finally {
    line.end();
    interruption.end();
  }
}

async function pullModel(what: string, { from, data, json }: PullFlags, terminal: Terminal): Promise<number> {
  const [model = '', version = latestTag, ...rest] = what.split('@');
  if (model === '' || rest.length > 0)
    throw new CommandError(`A model is named NAME, NAME@VERSION or NAME@TAG, and this is ${JSON.stringify(what)}.`);
  const interruption = new Interruption().listen();
  try {
    const origin = { kind: 'registry', base: from, model, version, token: serverToken() } as const;
    const store = openCheckpoints(resolve(data));
    const added = await addCheckpoint(store, origin, new ProgressLine(terminal), interruption);
    terminal.error(`${added.name}: ${byteWords(added.bytes)}\nDigest ${added.digest}\n`);
    if (json) terminal.out(`${JSON.stringify(added)}\n`);
    return exitCodes.done;
  } finally {
    interruption.end();
  }
}

async function list(server: string, { json }: { json: boolean }, terminal: Terminal): Promise<number> {
  const models = await openRegistryClient(server).models(new AbortController().signal);
  terminal.out(json ? `${JSON.stringify({ models })}\n` : printable(registryWords(models)));
  return exitCodes.done;
}
