import { basename } from 'node:path';
import type { DataSet } from '../../../src/pairs/DataSet';
import { exportPairs, type PreparedExport } from '../../../src/pairs/export/exportPairs';
import { PairsToExport } from '../../../src/pairs/export/PairsToExport';
import type { PairSource } from '../../../src/pairs/export/PairToExport';
import type { ItemStore } from '../../../src/pairs/ItemStore';
import { NodeFolder } from '../../NodeFolder';
import { CommandError, exitCodes } from '../CommandError';
import type { Terminal } from '../Terminal';
import { allVerdicts } from './allVerdicts';
import { optionsOf, type ExportFlags } from './exportFlags';
import { hasErrors, preparedWords, writtenWords, type ExportOutcome } from './ExportOutcome';
import { exportStoreOf } from './exportStoreOf';
import { ExportTarget } from './ExportTarget';
import { withoutEnding } from './findInputs';
import { matchVerdicts, verdictsWords } from './GivenVerdicts';
import type { Progress } from './Progress';
import { readVerdicts, type ReadVerdicts } from './readVerdicts';
import { TokenCounter } from './TokenCounter';
import type { WorkFolder } from './WorkFolder';
import { writeExport } from './writeExport';

/** An export that was asked for, checked as far as that goes without its pairs. */
export interface ExportOrder {
  flags: ExportFlags;
  target: ExportTarget;
  /** Beginning of the names of its files. */
  name: string;
  /** Null where none are given. */
  verdicts: ReadVerdicts | null;
}

/**
 * Checks what can be known before anything is read.
 * @param named where the flags name nothing: what the files are called after
 * @throws CommandError, CheckpointError where the tokenizer cannot be read.
 */
export async function orderExport(flags: ExportFlags, named: string): Promise<ExportOrder> {
  if ((flags.maxLength === undefined) !== (flags.tokenizer === undefined))
    throw new CommandError('--max-length and --tokenizer belong together: give both, or neither.', exitCodes.usage);
  const target = ExportTarget.of(flags.out, flags.to, flags.force);
  const name = target.nameOf(checkName(flags.name ?? withoutEnding(basename(named))));
  const { files } = await prepare({ flags, name }, () => [], 0, null);
  target.checkFree(files.map(({ path }) => target.placeOf(path, name)));
  await withCounter({ flags }, () => Promise.resolve());
  const verdicts = flags.verdicts === undefined ? null : await readVerdicts(flags.verdicts);
  return { flags, target, name, verdicts };
}

export interface ExportSetting {
  store: Pick<ItemStore, 'pairIndex' | 'items'>;
  /** The data sets whose pairs leave. */
  dataSets: DataSet[];
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
  const { store, work, progress } = setting;
  const read = await allVerdicts(order.verdicts, store, setting.dataSets);
  if (flags.labels === 'gold' && read === null)
    throw new CommandError('--labels gold: nothing holds verdicts, and only they make gold. Give them by --verdicts.');
  const dataSets = setting.dataSets.map(({ id }) => id);
  const verdicts = read && matchVerdicts(read, await Promise.all(dataSets.map((id) => store.pairIndex(id))));
  if (verdicts) progress.note(verdictsWords(verdicts));
  const request = { dataSets, profile: flags.to, name, options: optionsOf(flags, name), checkpoint: null, limit: null };
  const given = exportStoreOf(store, read?.events ?? [], flags.annotators);
  const pairs = await PairsToExport.find(given, request);
  try {
    await pairs.read(await NodeFolder.open(work.file('pairs')), null, progress.watch('gathering'));
    return { ...(await exportAll(order, pairs, setting)), verdicts };
  } finally {
    await pairs.close();
  }
}

async function exportAll(
  order: ExportOrder,
  pairs: PairsToExport,
  setting: ExportSetting,
): Promise<Omit<ExportOutcome, 'verdicts'>> {
  const { progress } = setting;
  let doing = 'checking';
  const source = () => pairs.inOrder(progress.watch(doing));
  const prepared = await withCounter(order, (limit) => prepare(order, source, pairs.unread, limit));
  progress.note(preparedWords(prepared).trimEnd());
  checkRows(prepared);
  const { files, ...found } = prepared;
  if (order.flags.strict && hasErrors(found)) return { ...found, written: null };
  return { ...found, written: await write(order, files, setting, (place) => (doing = `writing ${place}`)) };
}

async function withCounter<T>(
  { flags: { maxLength, tokenizer } }: Pick<ExportOrder, 'flags'>,
  run: (limit: TokenCounter | null) => Promise<T>,
): Promise<T> {
  if (maxLength === undefined || tokenizer === undefined) return run(null);
  const counter = await TokenCounter.open(tokenizer, maxLength);
  return run(counter).finally(() => counter.close());
}

function prepare(
  { flags, name }: Pick<ExportOrder, 'flags' | 'name'>,
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
  begins: (place: string) => void,
): Promise<ExportOutcome['written']> {
  const paths = files.map(({ path }) => path);
  target.checkFree(paths.map((path) => target.placeOf(path, name)));
  const folder = work.file('files');
  const written = await writeExport(files, folder, ({ path }) => begins(basename(target.placeOf(path, name))));
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
