import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { LoadedCheckpoint } from '../../../src/engine/contract';
import { LockFile } from '../../LockFile';
import { CommandError, exitCodes } from '../CommandError';
import type { Interruption } from '../Interruption';
import { chooseFormat, type ChosenFormat } from './chooseFormat';
import { InputFile } from './InputFile';
import { Journal } from './Journal';
import type { JournalHeader } from './JournalHeader';
import { piecesOf } from './piecesOf';
import { readInput } from './readInput';
import type { ScoreCounts } from './ScoreCounts';
import { scorePieces, type ScoringOutcome } from './scorePieces';
import type { Scorer } from './Scorer';
import type { ProgressView } from './ScoringProgress';
import { writeScores, type OutputFormat } from './writeScores';

export interface ScoreOrder {
  /** A file, or `-` for standard input. */
  file: string;
  /** `--format`: the name of a format or a mapping; null: detected. */
  format: string | null;
  out: string;
  outputFormat: OutputFormat;
  /** Whether earlier scores of the same output are dropped. */
  restart: boolean;
}

/** A checkpoint that is loaded. */
export interface ReadyModel {
  checkpoint: LoadedCheckpoint;
  scorer: Scorer;
  /** sha256 of a chat template that takes the place of the checkpoint's own; null where none does. */
  template: string | null;
}

export interface ScoreReport extends ScoringOutcome {
  /** Of the whole output; null where the run was interrupted before it was written. */
  counts: ScoreCounts | null;
  /** Rows in the journal when the run began. */
  resumedRows: number;
}

/** Where the scores of an unfinished run are kept. */
export function journalPath(out: string): string {
  return `${out}.partial.jsonl`;
}

/**
 * Scores a file into an output that appears when it is whole. The input's shape is checked before the model is loaded.
 * @param load called once, when the input is known to be readable
 * @throws CommandError
 */
export async function scoreFile(
  order: ScoreOrder,
  load: () => Promise<ReadyModel>,
  view: ProgressView,
  interruption: Interruption,
): Promise<ScoreReport> {
  const lock = await lockOutput(order.out);
  try {
    if (existsSync(order.out) && !order.restart)
      throw new CommandError(`${order.out} is there already. Write to another --out, or replace it with --restart.`);
    return await scoreLocked(order, load, { view, interruption });
  } finally {
    await lock.release();
  }
}

/** Two runs would write into one journal. The lock of a run that was killed does not count. */
export async function lockOutput(out: string): Promise<LockFile> {
  const path = `${out}.lock`;
  const lock = await LockFile.tryTake(path);
  if (lock) return lock;
  throw new CommandError(
    `Another run writes to ${out} (${path} says which process). Wait for it, or choose another --out.`,
  );
}

async function scoreLocked(
  order: ScoreOrder,
  load: () => Promise<ReadyModel>,
  watchers: Watchers,
): Promise<ScoreReport> {
  const input = await InputFile.open(order.file, `${order.out}.input`, watchers.interruption.signal);
  try {
    const chosen = await chooseFormat(input, input.name, order.format);
    if (watchers.interruption.isWanted)
      throw new CommandError('Interrupted; nothing was scored.', exitCodes.interrupted);
    return await scoreInput(order, input, chosen, await load(), watchers);
  } finally {
    await input.close();
  }
}

interface Watchers {
  view: ProgressView;
  interruption: Interruption;
}

async function scoreInput(
  { out, outputFormat, restart }: ScoreOrder,
  input: InputFile,
  chosen: ChosenFormat,
  model: ReadyModel,
  { view, interruption }: Watchers,
): Promise<ScoreReport> {
  const journal = await Journal.open(journalPath(out), headerOf(model, input, chosen), restart);
  try {
    const resumedRows = journal.rows;
    interruption.onWanted(() => void model.scorer.cancel());
    const pieces = piecesOf(readInput(input, input.name, chosen), (n) => journal.has(n));
    const outcome = await scorePieces(pieces, model.scorer, journal, view, interruption);
    await input.checkUnchanged();
    if (outcome.interrupted) return { ...outcome, counts: null, resumedRows };
    const { digest: checkpoint, precision } = model.checkpoint;
    const counts = await writeScores(journal.inOrder(), { checkpoint, precision }, out, outputFormat);
    await rm(journal.path, { force: true });
    return { ...outcome, counts, resumedRows };
  } finally {
    await journal.close();
  }
}

function headerOf(
  { checkpoint, template }: ReadyModel,
  { size, sha256 }: InputFile,
  { key }: ChosenFormat,
): JournalHeader {
  const { rewardsKey, precision } = checkpoint;
  return { journal: 1, checkpoint: rewardsKey, precision, template, input: { bytes: size, sha256, format: key } };
}
