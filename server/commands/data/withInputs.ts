import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskFile } from './DiskFile';
import { findInputs, type InputPath } from './findInputs';
import { hubInputs, isHubAddress, type HubDataFlags, type HubInputs } from './hubInputs';
import { ignoredWords } from './importWords';
import type { InputFile } from './InputFile';
import { keepStandardInput } from './keepStandardInput';
import type { Progress } from './Progress';
import { WorkFolder } from './WorkFolder';

/** Files of preference data, open. */
export interface OpenInputs {
  files: InputFile[];
  /** Files of folders that are no data, by their names. */
  ignored: string[];
  /** Where data of a hub come from; null where all files lie here. */
  attribution: string | null;
}

const standardInput = '-';

/**
 * Opens the files that were named, those of named folders and those of data sets on a hub, and closes them when the work is done.
 *
 * @param named paths, addresses of a hub, or `-`: standard input, which is kept in a temporary file meanwhile
 * @throws CommandError where one is not there or cannot be read, TransferError.
 */
export async function withInputs<T>(
  named: readonly string[],
  flags: HubDataFlags,
  progress: Progress,
  work: (inputs: OpenInputs) => Promise<T>,
): Promise<T> {
  const isPath = (input: string) => input !== standardInput && !isHubAddress(input);
  const { files: paths, ignored } = await findInputs(named.filter(isPath));
  if (ignored.length > 0) progress.note(ignoredWords(ignored));
  const hubs: HubInputs[] = [];
  for (const address of named.filter(isHubAddress)) hubs.push(await hubInputs(address, flags, progress.signal));
  for (const { note } of hubs) progress.note(note);
  const attribution = hubs.length === 0 ? null : hubs.map((hub) => hub.attribution).join('; ');
  const workOn = (open: DiskFile[]) =>
    work({ files: [...open, ...hubs.flatMap(({ files }) => files)], ignored, attribution });
  return named.includes(standardInput) ? withStandardInput(paths, progress.signal, workOn) : withOpen(paths, workOn);
}

async function withStandardInput<T>(
  paths: InputPath[],
  signal: AbortSignal,
  work: (files: DiskFile[]) => Promise<T>,
): Promise<T> {
  const folder = await WorkFolder.make(join(tmpdir(), 'assay-input'));
  try {
    const kept = { path: folder.file('input'), name: 'standard input', isNamed: true };
    await keepStandardInput(kept.path, signal);
    return await withOpen([...paths, kept], work);
  } finally {
    await folder.remove();
  }
}

async function withOpen<T>(paths: InputPath[], work: (files: DiskFile[]) => Promise<T>): Promise<T> {
  const files: DiskFile[] = [];
  try {
    for (const path of paths) files.push(await DiskFile.open(path));
    return await work(files);
  } finally {
    for (const file of files) await file.close();
  }
}
