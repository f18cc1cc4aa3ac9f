import { join } from 'node:path';

/** Where plans of a data folder keep their runs, each in a folder of its name. */
export function planFolders(dataFolder: string): string {
  return join(dataFolder, 'curation');
}
