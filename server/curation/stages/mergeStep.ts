import type { GoldSource, LabelSources, SilverSource } from '../../../src/curation/labels/LabelSources';
import { tableOf } from '../pipeline/StageOutput';
import type { ShardRow } from '../pipeline/shardFile';
import type { SqlRow } from '../pipeline/ShardSql';
import type { Step } from '../pipeline/Step';
import { labelRow } from './labelRow';
import { labelColumns } from './labelRows';
import { countsOf, jsonOf, textOf } from './pairRows';

/** What a merge folds: earlier labels, then what people and judges said in this iteration. Null: there is none. */
export interface MergeInputs {
  clean: string;
  before: string | null;
  human: string;
  judge: string | null;
}

/** Labels of all iterations so far, each folded anew from what is known of its pair: newer words take the place of older ones. */
export function mergeStep(
  label: string,
  iteration: number,
  inputs: MergeInputs,
  versions: LabelSources['versions'],
): Step {
  const { clean, before, human, judge } = inputs;
  return {
    label,
    stage: 'merge',
    version: 1,
    settings: { iteration, versions: { ...versions } },
    inputs: [clean, before, human, judge].filter((one) => one !== null),
    run: async (work) => {
      const none = `(select null::varchar as pair, null::varchar as sources, null::varchar as silver, null::int as iteration limit 0)`;
      const table = (step: string | null) => (step === null ? none : work.input(step).table);
      const sql = `select c.pair as pair, c.label as label, c.fate as fate, b.sources as sources, b.iteration as iteration,
          h.gold as gold, j.silver as silver from ${table(clean)} c
        left join ${table(before)} b on b.pair = c.pair left join ${table(human)} h on h.pair = c.pair
        left join ${table(judge)} j on j.pair = c.pair
        where c.fate in ('kept', 'disputed') and (b.pair is not null or h.gold is not null or j.pair is not null)
        order by c.pair`;
      const sourced = { sourced: 0, flipped: 0 };
      await work.out.writeAll(labelColumns, counted(labelRows(work.sql.rows(sql), iteration, versions), sourced));
      const labels = tableOf([work.out.fileOf('shard-*.parquet')]);
      const counts = `select coalesce(why, kind) as name, count(*) as count from ${labels} group by 1 order by 1`;
      return { ...countsOf(await work.sql.all(counts)), ...sourced };
    },
  };
}

/** A label's row, and what the source's row chooses. */
interface FoldedRow {
  row: ShardRow;
  original: LabelSources['original'];
}

/** Counts the labels whose source chooses a response too, and those of them that choose the other one. */
async function* counted(
  folded: AsyncIterable<FoldedRow>,
  counts: { sourced: number; flipped: number },
): AsyncGenerator<ShardRow> {
  for await (const { row, original } of folded) {
    if (row['kind'] !== 'none' && original !== null) {
      counts.sourced += 1;
      if (row['chosen'] !== original) counts.flipped += 1;
    }
    yield row;
  }
}

async function* labelRows(
  rows: AsyncIterable<SqlRow>,
  iteration: number,
  versions: LabelSources['versions'],
): AsyncGenerator<FoldedRow> {
  for await (const row of rows) {
    const [gold, silver] = [jsonOf<GoldSource>(row, 'gold'), jsonOf<SilverSource>(row, 'silver')];
    const before = jsonOf<LabelSources>(row, 'sources');
    const isNew = gold !== null || silver !== null;
    const sources: LabelSources = {
      pair: textOf(row, 'pair'),
      original: originalOf(row),
      barred: row['fate'] === 'disputed' ? 'disputed' : null,
      gold: gold ?? before?.gold ?? null,
      silver: silver ?? before?.silver ?? null,
      stageTwo: null,
      versions: isNew || before === null ? { ...versions, iteration: String(iteration) } : before.versions,
    };
    const at = isNew || before === null ? iteration : Number(row['iteration']);
    yield { row: labelRow(sources, at), original: sources.original };
  }
}

/** What the source's row chooses. */
export function originalOf(row: SqlRow): LabelSources['original'] {
  const label = row['label'];
  return label === 'first' || label === 'second' ? label : null;
}
