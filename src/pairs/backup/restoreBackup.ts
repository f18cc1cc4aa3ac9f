import type { RewardRow } from '../../rewards/RewardRow';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import { readBytes, type ByteSource } from '../ByteSource';
import type { Columns } from '../containers/RowReader';
import { readRows } from '../containers/readRows';
import { sniffContainer } from '../containers/sniffContainer';
import { mergedSetting, readBackedUp } from './backedUpSettings';
import type { BackupStore } from './BackupStore';
import { cameWith } from './cameWith';
import { checkedPart, type OpenPart } from './checkedBytes';
import type { BackupProgress, RestoreReport } from './contract';
import { BackupCancelled } from './makeBackup';
import { openBackup, type BackupPart } from './Manifest';
import { readRowEvents, type ReadEvent } from './readEvents';
import { restoreDataSets } from './restoreDataSets';
import type { Json } from '../Json';

export interface TakeRun {
  store: BackupStore;
  /** Takes verified events into the ledger. */
  take: (events: LedgerEvent[]) => Promise<void>;
  onProgress: (progress: BackupProgress) => void;
  signal: { readonly aborted: boolean };
}

export interface RestoreRun extends TakeRun {
  source: ByteSource;
  /** Of the file. */
  name: string;
}

const eventsAtATime = 2000;
const rewardsAtATime = 10_000;
/** Refused lines that are listed. */
const refusedListed = 1000;

/**
 * Adds what a backup holds to what is here, part by part: a part that is damaged or of another form is refused by name, and the others
 * are restored all the same. Nothing that is here is replaced. Any other file of rows is read for verdict events only, which is what a
 * backup of version 0 was.
 *
 * @throws FileError or BackupError where the file is no backup at all, BackupCancelled, and what the store throws
 */
export async function restoreBackup(run: RestoreRun): Promise<RestoreReport> {
  const report = emptyReport();
  const backup = await openBackup(run.source, run.name);
  if (backup === null) await takeEvents(run, readRowEvents(run.source, run.name), run.name, report);
  else await restoreParts(run, backup.parts, report);
  return report;
}

/**
 * Takes the verdicts that came with the rows of a stored data set into the ledger.
 *
 * @throws BackupCancelled, Error where there is no such data set, and what the store throws
 */
export async function restoreCameWith(run: TakeRun, dataSet: string): Promise<RestoreReport> {
  const record = (await run.store.dataSets()).find(({ id }) => id === dataSet);
  if (record === undefined) throw new Error(`There is no data set ${dataSet} here whose verdicts could be taken in.`);
  const report = emptyReport();
  await takeEvents(run, cameWith(run.store, record), record.name, report);
  return report;
}

function emptyReport(): RestoreReport {
  return {
    events: 0,
    dataSets: { added: [], known: [] },
    rewards: { added: 0, known: 0 },
    settings: { added: 0, known: 0 },
    revealed: [],
    refused: [],
    refusedBeyond: 0,
  };
}

/** What was seen before a verdict comes first and verdicts come before rewards: whatever happens then, no label gets too much metal. */
async function restoreParts(run: RestoreRun, parts: OpenPart[], report: RestoreReport): Promise<void> {
  const of = (kind: BackupPart['kind']) => parts.filter((part) => part.kind === kind && part.bytes > 0);
  const each = async (kind: BackupPart['kind'], restore: (source: ByteSource, part: OpenPart) => Promise<void>) => {
    for (const part of of(kind))
      await unlessDamaged(part, report, async () => restore(await checkedPart(run.source, part), part));
  };
  await each('settings', (source) => restoreSettings(run, source, report));
  await each('verdicts', (source, { path }) => takeEvents(run, readRowEvents(source, path), path, report));
  await restoreDataSets(run, of('data set'), report);
  await each('rewards', (source, { path }) => restoreRewards(run, source, path, report));
}

async function unlessDamaged({ path }: OpenPart, report: RestoreReport, restore: () => Promise<void>): Promise<void> {
  try {
    await restore();
  } catch (error) {
    if (!(error instanceof Error) || !['BackupError', 'FileError', 'SyntaxError'].includes(error.name)) throw error;
    report.refused.push({ part: path, reason: error.message });
  }
}

async function takeEvents(
  run: TakeRun,
  read: AsyncIterable<ReadEvent>,
  name: string,
  report: RestoreReport,
): Promise<void> {
  let events: LedgerEvent[] = [];
  const hand = async () => {
    const taken = events;
    events = [];
    await run.take(taken);
    report.events += taken.length;
  };
  for await (const one of read) {
    look(run);
    if (one.ok) events.push(one.event);
    else refuse(report, `${name}, line ${one.line}`, one.reason);
    if (events.length >= eventsAtATime) await hand();
  }
  await hand();
}

async function restoreSettings(run: RestoreRun, source: ByteSource, report: RestoreReport): Promise<void> {
  const text = new TextDecoder().decode(await readBytes(source, 0, source.size));
  const { settings, revealed } = readBackedUp(JSON.parse(text) as Json);
  report.revealed = revealed;
  for (const [name, value] of Object.entries(settings)) {
    const merged = mergedSetting(await run.store.setting(name), value);
    if (merged !== null) await run.store.putSetting(name, merged);
    report.settings[merged === null ? 'known' : 'added']++;
  }
}

async function restoreRewards(run: RestoreRun, source: ByteSource, name: string, report: RestoreReport): Promise<void> {
  const known = new Map<string, Set<string>>();
  let rows: RewardRow[] = [];
  const put = async () => {
    await run.store.putRewards(rows);
    report.rewards.added += rows.length;
    rows = [];
  };
  for await (const batch of readRows(source, await sniffContainer(source, name))) {
    look(run);
    for (const row of batch.rows) {
      const reward = row.kind === 'row' ? rewardOf(row.columns) : null;
      if (reward === null) refuse(report, `${name}, line ${row.line}`, 'this is no reward of a response');
      else if ((await knownOf(run.store, reward.checkpoint, known)).has(reward.response)) report.rewards.known++;
      else rows.push(reward);
    }
    if (rows.length >= rewardsAtATime) await put();
  }
  await put();
}

/** The responses that a checkpoint has scored here already. */
async function knownOf(store: BackupStore, checkpoint: string, known: Map<string, Set<string>>): Promise<Set<string>> {
  const found = known.get(checkpoint);
  if (found !== undefined) return found;
  const responses = new Set<string>();
  for await (const rows of store.rewardRows(checkpoint)) for (const { response } of rows) responses.add(response);
  known.set(checkpoint, responses);
  return responses;
}

function rewardOf({ checkpoint, response, reward, tokens, maxTokens }: Columns): RewardRow | null {
  if (typeof checkpoint !== 'string' || typeof response !== 'string' || !/^[0-9a-f]{64}$/.test(response)) return null;
  if (!isCount(tokens)) return null;
  if (typeof reward === 'number' && Number.isFinite(reward)) return { checkpoint, response, reward, tokens };
  return reward === null && isCount(maxTokens) ? { checkpoint, response, reward, tokens, maxTokens } : null;
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function refuse(report: RestoreReport, part: string, reason: string): void {
  if (report.refused.length < refusedListed) report.refused.push({ part, reason });
  else report.refusedBeyond++;
}

function look({ signal }: TakeRun): void {
  if (signal.aborted) throw new BackupCancelled('The restoring was ended; what was restored before stays.');
}
