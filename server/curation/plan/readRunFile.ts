import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { canonicalJson } from '../../../src/pairs/canonicalJson';
import { sha256Hex } from '../../../src/pairs/sha256Hex';
import type { Json } from '../../../src/pairs/Json';
import { yamlOfTrainer } from '../jobs/yamlOfTrainer';
import { PipelineError } from '../pipeline/PipelineError';

/** How a model is trained, as its run file says it. */
export interface RunFile {
  /** What run.yaml of each run says, beside its name. */
  settings: Record<string, Json>;
  /** sha256 of the settings: of all files that the run file extends. */
  digest: string;
}

const mostFiles = 16;

/**
 * A run file of the trainer with the files that it `extends` below it, as the trainer reads them itself. Whole, it goes into each run's
 * folder: other machines need not see the plan's.
 * @throws PipelineError where one cannot be read, or files extend each other
 */
export async function readRunFile(path: string): Promise<RunFile> {
  const settings = await merged(path, 1);
  delete settings['name'];
  return { settings, digest: sha256Hex(canonicalJson(settings)) };
}

async function merged(path: string, depth: number): Promise<Record<string, Json>> {
  if (depth > mostFiles) throw new PipelineError(`The run file ${path} is extended by more than ${mostFiles} files.`);
  const { extends: names = [], ...own } = await read(path);
  if (!Array.isArray(names)) throw new PipelineError(`The run file ${path} must name what it extends as a list.`);
  const below: Record<string, Json> = {};
  for (const name of names) Object.assign(below, await merged(resolve(dirname(path), String(name)), depth + 1));
  return { ...below, ...own };
}

async function read(path: string): Promise<Record<string, Json>> {
  const value = await readFile(path, 'utf8')
    .then((text): unknown => parse(text, yamlOfTrainer))
    .catch((error: Error) => {
      throw new PipelineError(`The run file ${path} cannot be read: ${error.message}`);
    });
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, Json>;
  throw new PipelineError(`The run file ${path} must hold keys and values.`);
}
