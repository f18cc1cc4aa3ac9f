import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { PipelineError } from '../pipeline/PipelineError';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { SqlRow } from '../pipeline/ShardSql';
import { tableOf, type StageOutput } from '../pipeline/StageOutput';
import type { StepWork } from '../pipeline/Step';
import { textOf } from '../stages/pairRows';
import type { ShardJob } from './ShardJob';

/** What a job is asked about a row, and what becomes of its answer. */
export interface JobRows {
  columns: ShardColumns;
  /** What is asked, without its id, which is the pair's; null: the job is not asked about this row. */
  question: (row: SqlRow) => object | null;
  /** @param answer the job's row; null where it was not asked */
  shardRow: (row: SqlRow, answer: SqlRow | null) => ShardRow;
}

/** The shards that are still to be made of an input. */
interface Wanted {
  work: StepWork;
  shards: readonly { shard: number; query: string }[];
  rows: JobRows;
}

/**
 * Makes one shard of each shard of an input, as `mapShards` does, by one run of the trainer over files: questions are written, the run is
 * made, answers are read back in order. The run is named by the step and its key, which is a digest of all that goes in: killed
 * anywhere, the next process finds it. When all is read back its folder goes.
 * @param label names the run, with the step's key
 * @throws PipelineError where the run is not done, or its answers are not those to the questions
 */
export async function mapShardsByJob(
  work: StepWork,
  label: string,
  job: ShardJob,
  source: StageOutput,
  select: (table: string, shard: number) => string,
  rows: JobRows,
): Promise<void> {
  const run = `${label.replace('@', '-')}-${work.out.key.slice(0, 16)}`;
  const shards: { shard: number; query: string }[] = [];
  for (const [shard, path] of source.shards.entries())
    if (!(await work.out.has(shard))) shards.push({ shard, query: select(tableOf([path]), shard) });
  const wanted = { work, shards, rows };
  if (await asksAnything(wanted)) await makeRun(run, job, wanted);
  for (const { shard, query } of shards) {
    work.signal.throwIfAborted();
    await work.out.write(
      shard,
      rows.columns,
      await answered(join(job.runs.folderOf(run), 'out'), shard, query, wanted),
    );
  }
  work.report(source.shards.length, source.shards.length);
  await job.runs.remove(run);
}

async function makeRun(run: string, job: ShardJob, wanted: Wanted): Promise<void> {
  const { work, shards } = wanted;
  await job.runs.prepare(run, job.settings, async (data) => {
    for (const { shard, query } of shards) {
      work.signal.throwIfAborted();
      await writeQuestions(join(data, `${nameOf(shard)}.jsonl`), query, wanted);
    }
  });
  let done = 0;
  await job.runs.finish(run, work.signal, {
    phase: () => undefined,
    event: ({ event }) => {
      if (event === 'shard') work.report(Math.min(++done, shards.length), shards.length);
    },
  });
}

/** Whether there is one row that the job is asked about: a run over nothing is none. */
async function asksAnything({ work, shards, rows }: Wanted): Promise<boolean> {
  for (const { query } of shards)
    for await (const row of work.sql.rows(query)) if (rows.question(row) !== null) return true;
  return false;
}

/** One line a question. A shard without any has no file: the trainer takes an empty one for a mistake. */
async function writeQuestions(path: string, query: string, { work, rows }: Wanted): Promise<void> {
  const lines: string[] = [];
  for (const row of await work.sql.all(query)) {
    const question = rows.question(row);
    if (question !== null) lines.push(`${JSON.stringify({ id: textOf(row, 'pair'), ...question })}\n`);
  }
  if (lines.length === 0) return;
  const file = createWriteStream(path);
  for (const line of lines) if (!file.write(line)) await once(file, 'drain');
  file.end();
  await finished(file);
}

/** A shard's rows with their answers. @throws PipelineError where one lacks, comes twice or was not asked for */
async function answered(out: string, shard: number, query: string, { work, rows }: Wanted): Promise<ShardRow[]> {
  const asked = await work.sql.all(query);
  const path = join(out, `${nameOf(shard)}.parquet`);
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  const came = isThere ? await work.sql.all(`select * from ${tableOf([path])}`) : [];
  const answers = new Map(came.map((row) => [textOf(row, 'id'), row]));
  const made = asked.map((row) => {
    const answer = rows.question(row) === null ? null : answers.get(textOf(row, 'pair'));
    if (answer === undefined) throw wrongAnswers(path, `it lacks ${textOf(row, 'pair')}`);
    return { answer, row: rows.shardRow(row, answer) };
  });
  const expected = made.filter(({ answer }) => answer !== null).length;
  if (came.length !== expected) throw wrongAnswers(path, `it has ${came.length} rows where ${expected} were asked for`);
  return made.map(({ row }) => row);
}

function wrongAnswers(path: string, what: string): PipelineError {
  return new PipelineError(
    `${path} does not answer what the run was asked: ${what}. Remove the run's folder to have it made again.`,
  );
}

/** The file of a shard, before its ending: the trainer names the answers as the questions. */
function nameOf(shard: number): string {
  return `shard-${String(shard).padStart(5, '0')}`;
}
