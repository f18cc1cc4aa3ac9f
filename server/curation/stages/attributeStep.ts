import { attributeMessages, attributePrompt, attributeSchema } from '../../../src/curation/attributes/attributePrompt';
import { mergeAttributes } from '../../../src/curation/attributes/mergeAttributes';
import { readAttributes } from '../../../src/curation/attributes/readAttributes';
import type { Sampling } from '../../../src/curation/machine/Sampling';
import type { Attributes } from '../../../src/verdicts/VerdictEvent';
import type { Judge } from '../machines/Judge';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { SqlRow } from '../pipeline/ShardSql';
import type { Step, StepWork } from '../pipeline/Step';
import { tableOf } from '../pipeline/StageOutput';
import type { PairSource } from './PairSource';
import { mapShards } from './mapShards';
import { countsOf, jsonOf, pairOfRow, textOf } from './pairRows';

/** `attributes` and `origins` are JSON; `why` says why the machine gave none. */
const columns = {
  row: 'count',
  pair: 'text',
  attributes: 'text',
  origins: 'text',
  why: 'text',
} as const satisfies ShardColumns;

interface AttributeSettings {
  /** Null: nobody is asked, what the rows bring counts. */
  describer: Judge | null;
  sampling: Sampling;
  seed: string;
}

/** The five preference attributes of every pair (arXiv 2507.01352, section 3): from a machine, else from the pair's own row. */
export function attributeStep(label: string, source: PairSource, settings: AttributeSettings): Step {
  const { describer, sampling, seed } = settings;
  return {
    label,
    stage: 'attribute',
    version: 1,
    settings:
      describer === null
        ? { describer: null, where: source.where }
        : {
            describer: describer.id,
            where: source.where,
            prompt: attributePrompt.sha256,
            sampling: { ...sampling },
            seed,
          },
    inputs: source.inputs,
    run: (work) => attribute(work, source, settings),
  };
}

async function attribute(
  work: StepWork,
  source: PairSource,
  settings: AttributeSettings,
): Promise<Record<string, number>> {
  await mapShards(work, work.input(source.pairs), columns, source.select(work, 'c.*', []), (rows) =>
    Promise.all(rows.map((row) => describe(row, settings, work.signal))),
  );
  const sql = `select coalesce(split_part(why, ':', 1), 'described') as name, count(*) as count from ${tableOf([work.out.fileOf('shard-*.parquet')])} group by 1 order by 1`;
  return countsOf(await work.sql.all(sql));
}

async function describe(row: SqlRow, settings: AttributeSettings, signal: AbortSignal): Promise<ShardRow> {
  const file = jsonOf<Attributes>(row, 'file_attributes');
  const { machine, why } = await asked(row, settings, signal);
  const merged = mergeAttributes({ person: null, machine, file });
  return {
    row: Number(row['row']),
    pair: textOf(row, 'pair'),
    attributes: JSON.stringify(merged.attributes),
    origins: JSON.stringify(merged.origins),
    why,
  };
}

async function asked(
  row: SqlRow,
  { describer, sampling, seed }: AttributeSettings,
  signal: AbortSignal,
): Promise<{ machine: Attributes | null; why: string | null }> {
  if (describer === null) return { machine: null, why: null };
  const messages = attributeMessages(pairOfRow(row), seed);
  const schema = { name: 'attributes', schema: attributeSchema };
  const answer = await describer.ask({ messages, schema, ...sampling, seed: 0 }, signal);
  const read = readAttributes(answer);
  return read.kind === 'attributes'
    ? { machine: read.attributes, why: null }
    : { machine: null, why: `${read.why}: ${read.detail}` };
}
