import type { Command } from 'commander';
import { addHubAccess } from '../modelOptions';

/** What an input may be. */
export const inputWords = 'files, folders of them, hf://datasets/OWNER/NAME, or - for standard input';

/** Adds the mapping of columns and the flags of `HubDataFlags`. */
export function addInputOptions(command: Command): Command {
  const mapped = command.option(
    '--mapping <columns>',
    'which column holds what, where the shape is not known: prompt=A,chosen=B,...',
  );
  return addHubAccess(mapped)
    .option('--config <name>', 'of a data set on a hub; the first unless given')
    .option('--split <name>', 'of a data set on a hub; train or the first unless given');
}
