import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ProfileName } from '../../../src/pairs/export/profiles/profiles';
import { CommandError, exitCodes } from '../CommandError';
import { isThere, isUnfinished, makeDurable, putInPlace } from './WorkFolder';

/** Profiles of which the data is one file that no other file names. */
const oneFile = new Map<ProfileName, string>([
  ['trl-reward', '.jsonl'],
  ['trl-dpo', '.jsonl'],
  ['trl-kto', '.jsonl'],
  ['openrlhf', '.jsonl'],
  ['nemo-rl', '.jsonl'],
  ['helpsteer3', '.jsonl'],
  ['jsonl', '.jsonl'],
  ['csv', '.csv'],
  ['parquet', '.parquet'],
]);

const fileEnding = /\.(jsonl|ndjson|json|csv|tsv|parquet|zip|gz)$/i;

/** Where an export goes: a folder that its files are put into, or one file with its sidecars beside it. */
export class ExportTarget {
  private constructor(
    readonly kind: 'folder' | 'file',
    /** Absolute. */
    readonly path: string,
    private readonly profile: ProfileName,
    private readonly force: boolean,
  ) {}

  /**
   * @param out `--out`: a file where it ends as one, else a folder
   * @throws CommandError where the profile cannot be written there
   */
  static of(out: string, profile: ProfileName, force: boolean): ExportTarget {
    const path = resolve(out);
    const isFolder = /[/\\]$/.test(out) || isDirectory(path) || !fileEnding.test(path);
    if (!isFolder) checkFile(out, profile);
    if (!isDirectory(dirname(path))) throw new CommandError(`--out ${out}: there is no folder ${dirname(path)}.`);
    if (isFolder && existsSync(path) && !isDirectory(path))
      throw new CommandError(`--out ${out} is a file. Name a folder, or a file that ends in ${endings()}.`);
    return new ExportTarget(isFolder ? 'folder' : 'file', path, profile, force);
  }

  /** Where the folder for what is not finished goes, without its ending: on the same disk, and where this may be written. */
  get workStem(): string {
    return this.kind === 'folder' && isDirectory(this.path) ? join(this.path, 'assay') : this.path;
  }

  /** Beginning of the names of the export's files. */
  nameOf(named: string): string {
    return this.kind === 'folder' ? named : basename(this.path).replace(fileEnding, '');
  }

  /** Where a file of the export goes, by its path inside of it. */
  placeOf(path: string, name: string): string {
    if (this.kind === 'folder') return join(this.path, path);
    const stem = `${name}.${this.profile}`;
    const sidecar = ['.provenance.jsonl', '.soft-labels.jsonl'].find((ending) => path === stem + ending);
    return sidecar === undefined ? this.path : join(dirname(this.path), name + sidecar);
  }

  /** @throws CommandError where a file of the export is there already and may not be replaced. */
  checkFree(places: readonly string[]): void {
    // Shards of an older export would be read with the new ones.
    if (this.profile === 'hugging-face' && isDirectory(this.path) && !readdirSync(this.path).every(isUnfinished))
      throw new CommandError(`${this.path} is not empty, and a data set folder is written into a new or empty one.`);
    const taken = this.force ? undefined : places.find((place) => existsSync(place));
    if (taken !== undefined) throw isThere(taken);
  }

  /** Moves the finished files from `folder` (by their paths inside of the export) to their places: a new folder at once. */
  async take(folder: string, paths: readonly string[], name: string): Promise<void> {
    if (this.kind === 'folder' && !existsSync(this.path)) {
      await rename(folder, this.path);
      return makeDurable(dirname(this.path));
    }
    for (const path of paths) {
      const place = this.placeOf(path, name);
      await mkdir(dirname(place), { recursive: true });
      await putInPlace(join(folder, path), place, this.force);
    }
  }
}

function checkFile(out: string, profile: ProfileName): void {
  const ending = oneFile.get(profile);
  if (ending === undefined)
    throw new CommandError(`--to ${profile} writes several files: name a folder, not --out ${out}.`, exitCodes.usage);
  if (!out.toLowerCase().endsWith(ending))
    throw new CommandError(
      `--to ${profile} writes ${ending}: --out ${out} must end so, or be a folder.`,
      exitCodes.usage,
    );
}

function endings(): string {
  return [...new Set(oneFile.values())].join(', ');
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
