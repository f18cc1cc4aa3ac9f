import type { SilverSource, StageTwoSource } from '../../../src/curation/labels/LabelSources';
import { decideRow } from '../../../src/curation/stageTwo/decideRow';
import { barsOf, type StageTwoSettings } from '../../../src/curation/stageTwo/StageTwoSettings';
import type { MadeModel } from '../models/ModelMaker';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { SqlRow } from '../pipeline/ShardSql';
import { tableOf } from '../pipeline/StageOutput';
import type { Step, StepWork } from '../pipeline/Step';
import { labelRow } from './labelRow';
import { labelColumns } from './labelRows';
import { mapShards } from './mapShards';
import { originalOf } from './mergeStep';
import { countsOf, jsonOf, textOf } from './pairRows';
import { modelOf } from './trainStep';

/** `stage_two`: a `StageTwoSource` as JSON; `silver`: what the judges said, where they were asked. */
const columns = {
  pair: 'text',
  label: 'text',
  bits: 'count',
  stage_two: 'text',
  silver: 'text',
} as const satisfies ShardColumns;

export interface RuleInputs {
  filter: string;
  judge: string;
  best: string;
  gold: string;
}

/** keep = gold RM and (judges or best RM), with all that it was decided from. */
export function ruleStep(label: string, { filter, judge, best, gold }: RuleInputs, settings: StageTwoSettings): Step {
  return {
    label,
    stage: 'rule',
    version: 1,
    settings: { ...settings },
    inputs: [filter, judge, best, gold],
    run: async (work) => {
      const models = { best: await modelOf(work, best), gold: await modelOf(work, gold) };
      const select = (table: string, shard: number) =>
        `select p.*, j.vote as vote, j.silver as silver from ${table} p left join ${work.input(judge).shard(shard)} j on j.pair = p.pair order by p.pair`;
      await mapShards(work, work.input(filter), columns, select, (rows) =>
        rows.map((row) => decided(row, models, settings)),
      );
      const bits = await work.sql.all(
        `select 'bits_' || bits as name, count(*) as count from ${tableOf([work.out.fileOf('shard-*.parquet')])} group by 1 order by 1`,
      );
      return countsOf(bits);
    },
  };
}

function decided(row: SqlRow, models: Record<'best' | 'gold', MadeModel>, settings: StageTwoSettings): ShardRow {
  const margin = (name: string) => (typeof row[name] === 'number' ? row[name] : null);
  const [bestMargin, goldMargin] = [margin('best_margin'), margin('gold_margin')];
  const vote = row['vote'] === 'first' || row['vote'] === 'second' ? row['vote'] : 'abstain';
  const known = {
    original: originalOf(row),
    bestMargin: bestMargin ?? NaN,
    goldMargin: goldMargin ?? NaN,
    vote,
  } as const;
  const bits = decideRow(known, barsOf(settings));
  const source: StageTwoSource = {
    bits,
    bestMargin,
    goldMargin,
    bestModel: models.best.id,
    goldModel: models.gold.id,
    vote,
  };
  const silver = row['silver'] === null ? null : textOf(row, 'silver');
  return { pair: textOf(row, 'pair'), label: originalOf(row), bits, stage_two: JSON.stringify(source), silver };
}

/** Labels of stage 2: what was kept, and what comes back flipped, tagged as such (arXiv 2507.01352, recycling). */
export function recycleStep(label: string, rule: string, versions: Readonly<Record<string, string>>): Step {
  return {
    label,
    stage: 'recycle',
    version: 1,
    settings: { versions: { ...versions } },
    inputs: [rule],
    run: async (work: StepWork) => {
      const select = (table: string) => `select * from ${table} order by pair`;
      await mapShards(work, work.input(rule), labelColumns, select, (rows) =>
        rows.map((row) => {
          const stageTwo = jsonOf<StageTwoSource>(row, 'stage_two');
          const sources = {
            pair: textOf(row, 'pair'),
            original: originalOf(row),
            barred: null,
            gold: null,
            silver: null,
            stageTwo,
          };
          return labelRow({ ...sources, versions: { ...versions, judges: judgesOf(row) } }, 0);
        }),
      );
      const labels = tableOf([work.out.fileOf('shard-*.parquet')]);
      const name = `case when flipped then 'flipped' else coalesce(why, 'kept') end`;
      return countsOf(
        await work.sql.all(`select ${name} as name, count(*) as count from ${labels} group by 1 order by 1`),
      );
    },
  };
}

/** The judges' votes in short: in stage 2 a vote supports the rule and is no label of its own. */
function judgesOf(row: SqlRow): string {
  const silver = jsonOf<SilverSource>(row, 'silver');
  return silver === null ? 'not asked' : silver.merged.models.map(({ model, vote }) => `${model} ${vote}`).join(', ');
}
