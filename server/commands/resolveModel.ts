import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelChoice } from '../engine/ModelChoice';
import { CommandError } from './CommandError';

/** Where the built-in checkpoint lies. */
export interface ModelPlaces {
  demoFolder: string;
  dataFolder: string;
}

/**
 * The checkpoint that a person names: `demo`, a folder, or one of the data folder by digest or name.
 * @throws CommandError that says what is there
 */
export async function resolveModel(what: string, { demoFolder }: ModelPlaces): Promise<ModelChoice> {
  if (what === 'demo') return { kind: 'folder', path: demoFolder, keepGraph: false };
  if (isFolder(what)) {
    if (existsSync(join(what, 'config.json'))) return { kind: 'folder', path: what, keepGraph: true };
    throw new CommandError(`${what} is no checkpoint folder: it has no config.json.`);
  }
  throw new CommandError(`There is no model ${what}: it is neither demo nor a folder nor a stored checkpoint.`);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
