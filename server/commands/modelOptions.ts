import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Precision } from '../../src/engine/contract';
import type { HubFlags } from './addCheckpoint';
import type { CommandSetting } from './CommandSetting';

/** Flags of every command that loads a model. */
export interface ModelFlags extends HubFlags {
  data: string;
  precision?: Precision;
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

/** Adds the flags of `HubFlags` and the data folder. */
export function addHubOptions(command: Command, setting: CommandSetting): Command {
  return addHubAccess(addDataOption(command, setting));
}

/** Adds how a hub is reached. */
export function addHubAccess(command: Command): Command {
  return command
    .option('--revision <name>', 'branch, tag or commit of a hub repository', 'main')
    .option('--hub <url>', 'address of the hub', 'https://huggingface.co')
    .option('--token-env <name>', 'environment variable that holds a token for the hub', 'HF_TOKEN');
}

/** Adds the flags of `ModelFlags`. */
export function addModelOptions(command: Command, setting: CommandSetting): Command {
  return addHubOptions(addEngineOptions(command), setting);
}

/** Adds how the engine runs a model. */
export function addEngineOptions(command: Command): Command {
  const precision = new Option(
    '--precision <kind>',
    "how the graph keeps its matrices; the model's usual unless given",
  );
  return command
    .addOption(precision.choices(['q4', 'q8', 'f16', 'f32']))
    .option('--template <family|file>', 'chat template for a checkpoint without one')
    .option('--threads <number>', 'processor threads; all cores unless given', wholeNumber(1));
}

/** Where models, graphs and data sets lie. */
export function addDataOption(command: Command, { defaultDataFolder }: CommandSetting): Command {
  return command.option('--data <folder>', 'where models, graphs and data sets are kept', defaultDataFolder);
}
