import { basename } from 'node:path';
import { exportPairs, type PreparedExport } from '../../../src/pairs/export/exportPairs';
import type { ExportStore } from '../../../src/pairs/export/ExportStore';
import { PairsToExport } from '../../../src/pairs/export/PairsToExport';
import type { PairSource } from '../../../src/pairs/export/PairToExport';
import { NodeFolder } from '../../NodeFolder';
import { CommandError, exitCodes } from '../CommandError';
import type { Terminal } from '../Terminal';
import { optionsOf, type ExportFlags } from './exportFlags';
import { hasErrors, preparedWords, writtenWords, type ExportOutcome } from './ExportOutcome';
import { ExportTarget } from './ExportTarget';
import type { Progress } from './Progress';
import { TokenCounter } from './TokenCounter';
import type { WorkFolder } from './WorkFolder';
import { writeExport } from './writeExport';

/** An export that was asked for, checked as far as that goes without its pairs. */
export interface ExportOrder {
  flags: ExportFlags;
  target: ExportTarget;
  /** Beginning of the names of its files. */
  name: string;
}

/**
 * Checks what can be known before anything is read.
 * @param named where the flags name nothing: what the files are called after
 * @throws CommandError
 */
export async function orderExport(flags: ExportFlags, named: string): Promise<ExportOrder> {
  if ((flags.maxLength === undefined) !== (flags.tokenizer === undefined))
    throw new CommandError('--max-length and --tokenizer belong together: give both, or neither.', exitCodes.usage);
  const target = ExportTarget.of(flags.out, flags.to, flags.force);
  const name = target.nameOf(checkName(flags.name ?? basename(named).replace(/(\.[A-Za-z0-9]{1,8}){1,2}$/, '')));
  const { files } = await prepare({ flags, target, name }, () => [], 0, null);
  target.checkFree(files.map(({ path }) => target.placeOf(path, name)));
  return { flags, target, name };
}

export interface ExportSetting {
  store: ExportStore;
  /** Ids of the data sets whose pairs leave. */
  dataSets: string[];
  work: WorkFolder;
  progress: Progress;
  terminal: Terminal;
}

/**
 * Looks through the pairs, says what was found, and writes the files of the export beside their places before they get there.
 *
 * @throws CommandError where no pair leaves, where a file is there already, or where it was interrupted.
 */
export async function runExport(order: ExportOrder, setting: ExportSetting): Promise<ExportOutcome> {
  const { flags, name } = order;
  const { store, dataSets, work, progress } = setting;
  const options = optionsOf(flags, name);
  const request = { dataSets, profile: flags.to, name, options, checkpoint: null, limit: null };
  const pairs = await PairsToExport.find(store, request);
  try {
    await pairs.read(await NodeFolder.open(work.file('pairs')), null, progress.watch('gathering'));
    return await exportAll(order, pairs, setting);
  } finally {
    await pairs.close();
  }
}

async function exportAll(order: ExportOrder, pairs: PairsToExport, setting: ExportSetting): Promise<ExportOutcome> {
  const { progress } = setting;
  let doing = 'checking';
  const source = () => pairs.inOrder(progress.watch(doing));
  const { files, ...found } = await withCounter(order, (limit) => prepare(order, source, pairs.unread, limit));
  progress.note(preparedWords(found).trimEnd());
  checkRows(found);
  if (order.flags.strict && hasErrors(found)) return { ...found, written: null };
  return { ...found, written: await write(order, files, setting, (path) => (doing = `writing ${path}`)) };
}

async function withCounter<T>(
  { flags: { maxLength, tokenizer } }: ExportOrder,
  run: (limit: TokenCounter | null) => Promise<T>,
): Promise<T> {
  if (maxLength === undefined || tokenizer === undefined) return run(null);
  const counter = await TokenCounter.open(tokenizer, maxLength);
  return run(counter).finally(() => counter.close());
}

function prepare(
  { flags, name }: ExportOrder,
  pairs: PairSource,
  unlabelled: number,
  limit: TokenCounter | null,
): Promise<PreparedExport> {
  const options = optionsOf(flags, name);
  const request = { pairs, unlabelled, profile: flags.to, name, options };
  return exportPairs(limit === null ? request : { ...request, limit });
}

function checkRows({ rows, softRows }: Pick<PreparedExport, 'rows' | 'softRows'>): void {
  if (rows + softRows === 0)
    throw new CommandError('No pair leaves, so nothing was written. What stays out is said above; --labels may help.');
}

async function write(
  { target, name }: ExportOrder,
  files: PreparedExport['files'],
  { work, terminal }: ExportSetting,
  begins: (path: string) => void,
): Promise<ExportOutcome['written']> {
  const paths = files.map(({ path }) => path);
  target.checkFree(paths.map((path) => target.placeOf(path, name)));
  const folder = work.file('files');
  const written = await writeExport(files, folder, ({ path }) => begins(path));
  await target.take(folder, paths, name);
  const placed = written.map((file) => ({ ...file, path: target.placeOf(file.path, name) }));
  terminal.error(writtenWords(placed));
  return placed;
}

function checkName(name: string): string {
  if (name !== '' && !/^\.|[/\\\0]/.test(name)) return name;
  throw new CommandError(
    `--name "${name}" is no beginning of a file name: leave out "/", "\\" and a dot at its start.`,
    exitCodes.usage,
  );
}
