import { needsJudges } from '../../../src/curation/stageTwo/decideRow';
import { barsOf, type StageTwoSettings } from '../../../src/curation/stageTwo/StageTwoSettings';
import { tableOf } from '../pipeline/StageOutput';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { SqlRow } from '../pipeline/ShardSql';
import type { Step } from '../pipeline/Step';
import { mapShards } from './mapShards';
import { originalOf } from './mergeStep';
import { textOf } from './pairRows';

/** Margins by the source's label, null where a reward is missing; `ask`: whether judges have to be asked. */
const columns = {
  pair: 'text',
  label: 'text',
  best_margin: 'number',
  gold_margin: 'number',
  ask: 'flag',
} as const satisfies ShardColumns;

export interface FilterInputs {
  clean: string;
  best: string;
  gold: string;
  /** Labels of stage 1: what has one needs no rule. */
  labels: string;
}

/** Stage 2 (a): pairs of which the best model is sure are not annotated again; of the others judges are asked (arXiv 2507.01352). */
export function filterStep(label: string, inputs: FilterInputs, settings: StageTwoSettings): Step {
  const { clean, best, gold, labels } = inputs;
  return {
    label,
    stage: 'filter',
    version: 1,
    settings: { band: settings.band },
    inputs: [clean, best, gold, labels],
    run: async (work) => {
      const bars = barsOf(settings);
      // Made once: labels of stage 1 have millions of rows and are of the wild pool only where people judged some of it.
      await work.sql
        .run(`create or replace temp table labelled as select l.pair as pair from ${work.input(labels).table} l
        join ${work.input(clean).table} c on c.pair = l.pair where c.part = 'wild'`);
      const select = (table: string, shard: number) => `select c.pair as pair, c.label as label,
          b.first_reward - b.second_reward as best, g.first_reward - g.second_reward as gold from ${table} c
        join ${work.input(best).shard(shard)} b on b.pair = c.pair join ${work.input(gold).shard(shard)} g on g.pair = c.pair
        where c.fate = 'kept' and c.pair not in (select pair from labelled) order by c.pair`;
      await mapShards(work, work.input(clean), columns, select, (rows) =>
        rows.map((row): ShardRow => {
          const original = originalOf(row);
          const [bestMargin, goldMargin] = [marginOf(row, 'best'), marginOf(row, 'gold')];
          const ask = needsJudges({ original, bestMargin, goldMargin }, bars);
          return {
            pair: textOf(row, 'pair'),
            label: original,
            best_margin: orNull(bestMargin),
            gold_margin: orNull(goldMargin),
            ask,
          };
        }),
      );
      const [row] = await work.sql.all(
        `select count(*) as pairs, count(*) filter (where ask) as asked from ${tableOf([work.out.fileOf('shard-*.parquet')])}`,
      );
      return { pairs: Number(row?.['pairs'] ?? 0), ask: Number(row?.['asked'] ?? 0) };
    },
  };
}

/** Of the label's response over the other one; NaN where there is none. */
function marginOf(row: SqlRow, name: string): number {
  const original = originalOf(row);
  const margin = row[name];
  if (original === null || typeof margin !== 'number') return NaN;
  return original === 'first' ? margin : -margin;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
