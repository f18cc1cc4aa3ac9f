import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PipelineError } from '../pipeline/PipelineError';

/** A file that a plan names, by its content. */
export interface PlanFile {
  path: string;
  sha256: string;
}

/**
 * The files of paths beside a plan; `*` in a file's name stands for anything, in the order of the names.
 * @throws PipelineError where a path names nothing
 */
export async function planFiles(folder: string, patterns: readonly string[]): Promise<PlanFile[]> {
  const found: PlanFile[] = [];
  for (const pattern of patterns) {
    const paths = await matching(resolve(folder, pattern));
    if (paths.length === 0)
      throw new PipelineError(`The plan names ${pattern}, and there is no such file in ${folder}.`);
    for (const path of paths) found.push({ path, sha256: await sha256Of(path) });
  }
  return found;
}

async function matching(path: string): Promise<string[]> {
  const pieces = basename(path).split('*');
  const rule = new RegExp(`^${pieces.map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
  const names = await readdir(dirname(path)).catch(() => []);
  return names
    .filter((name) => rule.test(name))
    .sort()
    .map((name) => join(dirname(path), name));
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
