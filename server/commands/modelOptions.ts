import { InvalidArgumentError, Option, type Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { LoadProgress, Precision } from '../../src/engine/contract';
import { openModel, type OpenModel } from '../engine/openModel';
import { CommandError, exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import type { Interruption } from './Interruption';
import type { ProgressLine } from './ProgressLine';
import { resolveModel } from './resolveModel';
import { byteWords } from './words';

/** Flags of every command that loads a model. */
export interface ModelFlags {
  data: string;
  precision?: Precision;
  revision: string;
  hub: string;
  tokenEnv: string;
  template?: string;
  threads?: number;
}

/** A whole number of at least `least`, as commander reads arguments. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
    throw new InvalidArgumentError(`a whole number of at least ${least} is needed.`);
  };
}

/** Adds the flags of `ModelFlags`. */
export function addModelOptions(command: Command, { defaultDataFolder }: CommandSetting): Command {
  return command
    .addOption(new Option('--precision <kind>', 'how the graph keeps its matrices').choices(['q4', 'q8', 'f16', 'f32']))
    .option('--revision <name>', 'branch, tag or commit of a hub repository', 'main')
    .option('--hub <url>', 'address of the hub', 'https://huggingface.co')
    .option('--token-env <name>', 'environment variable that holds a token for the hub', 'HF_TOKEN')
    .option('--template <family|file>', 'chat template for a checkpoint without one')
    .option('--threads <number>', 'processor threads; all cores unless given', wholeNumber(1))
    .option('--data <folder>', 'where models and graphs are kept', defaultDataFolder);
}

/** Loads the model that the flags name, showing how far it is. Ended by the interruption, with what is converted kept. */
export async function loadModel(
  what: string,
  flags: ModelFlags,
  setting: CommandSetting,
  line: ProgressLine,
  interruption: Interruption,
): Promise<OpenModel> {
  const dataFolder = resolve(flags.data);
  const choice = await resolveModel(what, { demoFolder: setting.demoFolder, dataFolder });
  const template = flags.template === undefined ? null : await templateText(flags.template);
  const options = { precision: flags.precision ?? null, template, threads: flags.threads ?? null, dataFolder };
  const show = (progress: LoadProgress) => line.show(progress.doneBytes, progress.totalBytes ?? 0, wordsOf(progress));
  try {
    return await openModel(choice, options, show, (engine) => interruption.onWanted(() => void engine.cancel()));
  } catch (error) {
    if (interruption.isWanted) throw new CommandError('Interrupted; what is converted is kept.', exitCodes.interrupted);
    throw error;
  } finally {
    line.end();
  }
}

async function templateText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new CommandError(`--template ${path} is no file that can be read: ${(error as Error).message}`);
  });
}

const stages: Record<LoadProgress['stage'], string> = {
  download: 'reading the checkpoint',
  build: 'converting',
  session: 'starting',
  check: 'checking',
};

function wordsOf({ stage, doneBytes, totalBytes }: LoadProgress): string {
  const all = totalBytes === null ? '' : ` of ${byteWords(totalBytes)}`;
  return doneBytes === 0 ? stages[stage] : `${stages[stage]} ${byteWords(doneBytes)}${all}`;
}
