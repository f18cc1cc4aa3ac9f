import { DuplicateFinder } from '../../../src/curation/clean/DuplicateFinder';
import { duplicateCodes } from '../../../src/curation/clean/duplicateCodes';
import {
  contaminationOf,
  type Contamination,
  type ContaminationScope,
} from '../../../src/curation/decontaminate/contaminationOf';
import { ContaminationReport } from '../../../src/curation/decontaminate/ContaminationReport';
import { NGramIndex, type BenchmarkPrompt } from '../../../src/curation/decontaminate/NGramIndex';
import { idLength, putId } from '../../../src/pairs/idBytes';
import type { Pair } from '../../../src/pairs/Pair';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { sha256OfText } from '../../ledger/sha256OfText';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { ShardSql, SqlRow } from '../pipeline/ShardSql';
import { writeDurably } from '../pipeline/durableFile';
import { tableOf, type StageOutput } from '../pipeline/StageOutput';
import type { Step, StepWork } from '../pipeline/Step';
import { contaminationFile, contaminationText } from './contaminationFile';
import { FileSpill } from './FileSpill';
import { countsOf, pairColumns, pairOfRow } from './pairRows';

export interface CleanSettings {
  /** What no pair may share an n-gram with; empty: nothing is held against. */
  prompts: readonly BenchmarkPrompt[];
  n: number;
  scope: ContaminationScope;
  /** Passages that a person has looked at and cleared. */
  cleared: readonly string[];
  short: 'whole' | 'ignore';
}

/** `fate`: `kept`, `disputed` (kept, only people may label it), `repeated`, `contradicts`, `contaminated`. */
export const cleanColumns = { ...pairColumns, fate: 'text', why: 'text' } as const satisfies ShardColumns;

const fates: Record<number, string> = {
  [duplicateCodes.alone]: 'kept',
  [duplicateCodes.kept]: 'kept',
  [duplicateCodes.disputed]: 'disputed',
  [duplicateCodes.repeated]: 'repeated',
  [duplicateCodes.contradicts]: 'contradicts',
};

/** Repeats of a pair, exact and reversed, and pairs that share an n-gram with a benchmark. Every row stays, with what became of it; a report names what is shared. */
export function cleanStep(label: string, read: string, settings: CleanSettings): Step {
  const { prompts, n, scope, cleared, short } = settings;
  const promptsDigest = sha256OfText(JSON.stringify(prompts));
  return {
    label,
    stage: 'clean',
    version: 2,
    settings: { prompts: promptsDigest, n, scope, short, cleared: [...cleared] },
    inputs: [read],
    run: (work) => clean(work, read, settings),
  };
}

async function clean(work: StepWork, read: string, settings: CleanSettings): Promise<Record<string, number>> {
  const source = work.input(read);
  const codes = await codesOf(work, source);
  const { prompts, n, scope, cleared, short } = settings;
  const index = new NGramIndex(prompts, { n, cleared, short });
  const report = new ContaminationReport();
  await work.out.writeAll(
    cleanColumns,
    cleaned(shardByShard(work.sql, source, '*'), codes, (pair) => {
      const found = contaminationOf(pair, index, scope);
      report.add(pair.id, found);
      return found[0];
    }),
  );
  await writeDurably(work.out.fileOf(contaminationFile), contaminationText(report, settings));
  const table = `read_parquet('${work.out.fileOf('*.parquet')}')`;
  return countsOf(
    await work.sql.all(`select fate as name, count(*) as count from ${table} group by fate order by fate`),
  );
}

async function* cleaned(
  rows: AsyncIterable<SqlRow>,
  codes: Uint8Array,
  contaminated: (pair: Pair) => Contamination | undefined,
): AsyncGenerator<ShardRow> {
  for await (const row of rows) {
    const fate = fates[codes[Number(row['row'])] ?? 0] ?? 'kept';
    const shared = fate === 'kept' || fate === 'disputed' ? contaminated(pairOfRow(row)) : undefined;
    const why = shared && `shares with ${shared.benchmark} (${shared.item}): ${shared.ngram}`;
    yield { ...(row as ShardRow), row: Number(row['row']), fate: shared ? 'contaminated' : fate, why: why ?? null };
  }
}

/** Rows in their order, which shards have already: texts of 40,000,000 pairs are never sorted as a whole. */
async function* shardByShard(sql: ShardSql, source: StageOutput, columns: string): AsyncGenerator<SqlRow> {
  for (const path of source.shards) yield* sql.rows(`select ${columns} from ${tableOf([path])} order by row`);
}

/** One byte a row of the pool. */
async function codesOf({ sql, out }: StepWork, source: StageOutput): Promise<Uint8Array> {
  const spill = new FileSpill(out.fileOf('.spill'));
  try {
    const finder = new DuplicateFinder(spill);
    const group: { pair: string; label: string | null }[] = [];
    for await (const row of shardByShard(sql, source, 'pair, label')) {
      group.push(row as { pair: string; label: string | null });
      if (group.length === 4096) await finder.add(columnsOf(group.splice(0)));
    }
    await finder.add(columnsOf(group));
    const codes = new Uint8Array(finder.rows);
    await finder.visitRepeats((row, code) => void (codes[row] = code));
    return codes;
  } finally {
    spill.close();
  }
}

function columnsOf(rows: readonly { pair: string; label: string | null }[]): {
  pairIds: Uint8Array;
  labels: Uint8Array;
} {
  const pairIds = new Uint8Array(rows.length * idLength);
  const labels = new Uint8Array(rows.length);
  for (const [at, { pair, label }] of rows.entries()) {
    putId(pairIds, at, pair);
    labels[at] = labelCodes[(label ?? 'none') as keyof typeof labelCodes];
  }
  return { pairIds, labels };
}
