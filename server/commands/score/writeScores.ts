import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ScoreCounts } from './ScoreCounts';
import { writeJsonl } from './writeJsonl';
import { writeParquet } from './writeParquet';
import type { ScoreRow } from '../../../src/rewards/scores/ScoreRow';

export type OutputFormat = 'jsonl' | 'parquet';

/** What every row of an output has in common. */
export interface ScoreOrigin {
  checkpoint: string;
  precision: string;
}

export type FinishedRow = ScoreRow & ScoreOrigin;

/** Writes the finished output beside its place, durable, and only then puts it there: a reader sees all of it or nothing. */
export async function writeScores(
  rows: AsyncIterable<ScoreRow>,
  origin: ScoreOrigin,
  out: string,
  format: OutputFormat,
): Promise<ScoreCounts> {
  const counts = new ScoreCounts();
  const unfinished = `${out}.writing`;
  const write = format === 'parquet' ? writeParquet : writeJsonl;
  await write(counted(rows, origin, counts), origin, unfinished);
  await makeDurable(unfinished);
  await rename(unfinished, out);
  await makeDurable(dirname(out));
  return counts;
}

async function* counted(
  rows: AsyncIterable<ScoreRow>,
  origin: ScoreOrigin,
  counts: ScoreCounts,
): AsyncGenerator<FinishedRow> {
  for await (const row of rows) {
    counts.add(row);
    yield { ...row, ...origin };
  }
}

async function makeDurable(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
