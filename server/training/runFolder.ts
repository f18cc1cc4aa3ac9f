import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RunError } from './RunError';

const runId = /^[a-z0-9-]{1,64}$/;

/**
 * The folder of a run below the run root, with every link followed.
 * @throws RunError where the id is none, the folder is missing, or a link leads elsewhere
 */
export async function runFolder(root: string, id: string): Promise<string> {
  if (!runId.test(id))
    throw new RunError(`A run's id is 1 to 64 of a-z, 0-9 and "-", got ${JSON.stringify(id.slice(0, 80))}.`);
  const [realRoot, folder] = await Promise.all([realpath(root), realpath(join(root, id))]).catch(() => {
    throw new RunError(`There is no run ${id}: its folder with run.yaml and its data comes first.`);
  });
  if (dirname(folder) !== realRoot)
    throw new RunError(`The run ${id} must lie in the folder of runs; its folder is a link to another place.`);
  return folder;
}
