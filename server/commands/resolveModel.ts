import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredCheckpoint } from '../../src/engine/checkpoint/checkpointsContract';
import type { ModelChoice } from '../engine/ModelChoice';
import { openCheckpoints } from '../engine/openCheckpoints';
import { addCheckpoint, hubOrigin, type HubFlags } from './addCheckpoint';
import { CommandError } from './CommandError';
import { findRepository, findStored } from './findStored';
import type { Interruption } from './Interruption';
import type { ProgressLine } from './ProgressLine';

/** Where models are looked for. */
export interface ModelPlaces extends HubFlags {
  demoFolder: string;
  dataFolder: string;
}

/**
 * The checkpoint that a person names: `demo`; a folder; one of the data folder by digest, name or repository; a repository of
 * the hub, which is then taken into the data folder. In this order: a folder named like a repository is the folder.
 * @throws CommandError that says what was looked for
 */
export async function resolveModel(
  what: string,
  places: ModelPlaces,
  line: ProgressLine,
  interruption: Interruption,
): Promise<ModelChoice> {
  if (what === 'demo') return demoChoice(places.demoFolder);
  if (isFolder(what)) return folderChoice(what);
  const store = openCheckpoints(places.dataFolder);
  const { stored } = await store.list();
  const found = findStored(stored, what) ?? findRepository(stored, what, places.revision);
  if (found) return storedChoice(found);
  if (/^[\w.-]+\/[\w.-]+$/.test(what) && !what.startsWith('.'))
    return storedChoice(await addCheckpoint(store, hubOrigin(what, places), line, interruption));
  throw new CommandError(
    `There is no model ${what}: it is no folder, no stored checkpoint ("assay models" lists them), and no hub id OWNER/NAME.`,
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function demoChoice(path: string): ModelChoice {
  if (isFolder(path)) return { kind: 'folder', path, keepGraph: false };
  throw new CommandError(`The demo is not built (there is no ${path}): run "npm run build" first.`);
}

function folderChoice(path: string): ModelChoice {
  if (existsSync(join(path, 'config.json'))) return { kind: 'folder', path, keepGraph: true };
  throw new CommandError(`${path} is no checkpoint folder: it has no config.json.`);
}

function storedChoice({ digest }: StoredCheckpoint): ModelChoice {
  return { kind: 'stored', digest };
}
