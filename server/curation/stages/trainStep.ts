import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { MadeModel, ModelMaker, ModelPurpose } from '../models/ModelMaker';
import type { ShardColumns } from '../pipeline/shardFile';
import type { Step, StepWork } from '../pipeline/Step';
import { trainingRow } from './labelRows';
import { jsonOf, textOf } from './pairRows';

const columns = { id: 'text', checkpoint: 'text' } as const satisfies ShardColumns;

/** Trains a reward model, or names the one that the plan has: the best RM on silver (and the seed's own labels), the gold RM on gold alone. */
export function trainStep(
  label: string,
  purpose: ModelPurpose,
  inputs: { clean: string; labels: string },
  models: ModelMaker,
): Step {
  return {
    label,
    stage: 'train',
    version: 1,
    settings: { purpose, models: models.settings },
    inputs: models.trains ? [inputs.clean, inputs.labels] : [],
    run: async (work) => {
      const files = models.trains ? await writeFiles(work, purpose, inputs) : { train: '', gold: '' };
      const run = `${label.replace('@', '-')}-${work.out.key.slice(0, 16)}`;
      const made = await models.make({ purpose, run, ...files, folder: work.out.fileOf('.run') }, work.signal);
      await work.out.write(0, columns, [{ id: made.id, checkpoint: made.checkpoint }]);
      return {};
    },
  };
}

/** The model that a train step has made. */
export async function modelOf(work: StepWork, train: string): Promise<MadeModel> {
  const [row] = await work.sql.all(`select * from ${work.input(train).table}`);
  return { id: textOf(row ?? {}, 'id'), checkpoint: row?.['checkpoint'] == null ? null : textOf(row, 'checkpoint') };
}

async function writeFiles(
  work: StepWork,
  purpose: ModelPurpose,
  { clean, labels }: { clean: string; labels: string },
): Promise<{ train: string; gold: string }> {
  const from = `from ${work.input(labels).table} l join ${work.input(clean).table} c on c.pair = l.pair and c.fate in ('kept', 'disputed')`;
  const gold = `select ${trainingRow} ${from} where l.kind = 'gold' order by l.pair`;
  const silver = `select ${trainingRow} ${from} where l.kind = 'silver' order by l.pair`;
  // Before there is any silver the labels that the pool came with are what there is to learn from.
  const seed = `select c.pair as pair, c.prompt as prompt, case when c.label = 'first' then c.first else c.second end as chosen,
    case when c.label = 'first' then c.second else c.first end as rejected from ${work.input(clean).table} c
    where c.fate = 'kept' and c.label in ('first', 'second') and c.pair not in (select pair from ${work.input(labels).table}) order by c.pair`;
  const [{ count = 0 } = {}] = await work.sql.all(`select count(*) as count ${from} where l.kind = 'silver'`);
  const train = purpose === 'gold' ? gold : Number(count) > 0 ? silver : seed;
  return {
    train: await writeJsonl(work, '.train.jsonl', train),
    gold: await writeJsonl(work, '.gold.jsonl', gold),
  };
}

async function writeJsonl(work: StepWork, name: string, query: string): Promise<string> {
  const path = work.out.fileOf(name);
  const file = createWriteStream(path);
  for await (const row of work.sql.rows(query)) {
    const prompt = jsonOf<object[]>(row, 'prompt') ?? [];
    const side = (column: string) => [...prompt, ...(jsonOf<object[]>(row, column) ?? [])];
    const line = { pair: textOf(row, 'pair'), chosen: side('chosen'), rejected: side('rejected') };
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
  return path;
}
