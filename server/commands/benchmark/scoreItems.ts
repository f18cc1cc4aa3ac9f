import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Benchmark } from '../../../src/benchmarks/Benchmark';
import type { BenchmarkItem } from '../../../src/benchmarks/BenchmarkItem';
import type { GivenReward } from '../../../src/benchmarks/GivenReward';
import type { ReportFile } from '../../../src/benchmarks/report/BenchmarkReport';
import { CommandError, exitCodes } from '../CommandError';
import type { Interruption } from '../Interruption';
import type { InputRows } from '../score/readInput';
import { Journal } from '../score/Journal';
import type { JournalHeader } from '../score/JournalHeader';
import { piecesOf } from '../score/piecesOf';
import { journalPath, type ReadyModel } from '../score/scoreFile';
import { scorePieces } from '../score/scorePieces';
import type { ProgressView } from '../score/ScoringProgress';
import { itemRow } from './itemRow';
import { PartialFigures, rewardsOf } from './PartialFigures';

/** Rows that are made of items at a time. */
const rowsAtATime = 64;

/** What is scored. */
export interface ItemsToScore {
  benchmark: Benchmark;
  items: readonly BenchmarkItem[];
  data: readonly ReportFile[];
}

/** Rewards by the id of the item. */
export interface ItemScores {
  rewards: Map<string, readonly GivenReward[]>;
  /** Items that an earlier run had scored. */
  resumedItems: number;
  /** Drops the journal: the report and its scores are written. */
  finish(): Promise<void>;
}

/**
 * Scores the items of a benchmark as `assay score` scores a file: into a journal beside the report, from which the same
 * command goes on after an interruption.
 *
 * @throws CommandError where it was interrupted, or the journal is of another run
 */
export async function scoreItems(
  what: ItemsToScore,
  model: ReadyModel,
  { out, restart }: { out: string; restart: boolean },
  view: ProgressView,
  interruption: Interruption,
): Promise<ItemScores> {
  const journal = await Journal.open(journalPath(out), headerOf(what, model), restart);
  try {
    const figures = new PartialFigures(what.benchmark, what.items, journal, (text) => view.note(text));
    const resumedItems = journal.rows;
    for await (const { n, row } of journal.all()) figures.takeIn(n, row);
    interruption.onWanted(() => void model.scorer.cancel());
    const pieces = piecesOf(rowsOf(what.items), (n) => journal.has(n));
    const outcome = await scorePieces(pieces, model.scorer, figures, view, interruption);
    if (outcome.interrupted)
      throw new CommandError(
        `Interrupted. What is scored is kept in ${journal.path}; the same command goes on from there.`,
        exitCodes.interrupted,
      );
    const rewards = new Map<string, readonly GivenReward[]>();
    for await (const { n, row } of journal.all()) rewards.set(what.items[n]?.id ?? '', rewardsOf(row));
    const finish = () => rm(journal.path, { force: true });
    return { rewards, resumedItems, finish };
  } finally {
    await journal.close();
  }
}

async function* rowsOf(items: readonly BenchmarkItem[]): AsyncGenerator<InputRows> {
  for (let from = 0; from < items.length; from += rowsAtATime) {
    const rows = items.slice(from, from + rowsAtATime).map((item, at) => () => itemRow(item, from + at + 1));
    yield { rows, estimatedRows: items.length };
  }
}

function headerOf({ benchmark, data }: ItemsToScore, { checkpoint, template }: ReadyModel): JournalHeader {
  const { rewardsKey, precision } = checkpoint;
  const bytes = data.reduce((sum, file) => sum + file.bytes, 0);
  const sha256 = createHash('sha256')
    .update(data.map((file) => file.sha256).join('\n'))
    .digest('hex');
  const input = { bytes, sha256, format: `benchmark ${benchmark.name}` };
  return { journal: 1, checkpoint: rewardsKey, precision, template, input };
}
