import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { isHeldOut } from '../../../src/curation/stageOne/isHeldOut';
import type { MadeModel, ModelMaker, ModelPurpose } from '../models/ModelMaker';
import type { ShardColumns } from '../pipeline/shardFile';
import type { Step, StepWork } from '../pipeline/Step';
import { trainingRow } from './labelRows';
import { jsonOf, textOf } from './pairRows';

const columns = { id: 'text', checkpoint: 'text' } as const satisfies ShardColumns;

/** Trains a reward model, or names the one that the plan has: the best RM on the start's labels and silver, the gold RM on gold alone. */
export function trainStep(
  label: string,
  purpose: ModelPurpose,
  inputs: { clean: string; labels: string },
  models: ModelMaker,
  { seed, heldOut }: { seed: string; heldOut: number },
): Step {
  return {
    label,
    stage: 'train',
    version: 1,
    settings: { purpose, models: models.settings, ...(models.trains && { seed, heldOut }) },
    inputs: models.trains ? [inputs.clean, inputs.labels] : [],
    run: async (work) => {
      const files = models.trains
        ? await writeFiles(work, purpose, inputs, { seed, heldOut })
        : { train: '', gold: '' };
      const run = `${label.replace('@', '-')}-${work.out.key.slice(0, 16)}`;
      const made = await models.make({ purpose, run, ...files, folder: work.out.fileOf('.run') }, work.signal);
      work.made(made.id);
      await work.out.write(0, columns, [{ id: made.id, checkpoint: made.checkpoint }]);
      return {};
    },
  };
}

/** The model that a train step has made. */
export async function modelOf(work: StepWork, train: string): Promise<MadeModel> {
  const [row] = await work.sql.all(`select * from ${work.input(train).table}`);
  return {
    id: textOf(row ?? {}, 'id'),
    checkpoint: (row?.['checkpoint'] ?? null) === null ? null : textOf(row ?? {}, 'checkpoint'),
  };
}

/** How what is held out of training is drawn. */
export interface HoldOut {
  seed: string;
  heldOut: number;
}

/**
 * What a model learns from, and what its checkpoint is chosen by, which it must not learn from: gold for the best RM (before there is any, a
 * share of the start's labels), a share of gold for the gold RM.
 */
async function writeFiles(
  work: StepWork,
  purpose: ModelPurpose,
  { clean, labels }: { clean: string; labels: string },
  holdOut: HoldOut,
): Promise<{ train: string; gold: string }> {
  const [pairs, all] = [work.input(clean).table, work.input(labels).table];
  const of = (kind: string) => `select ${trainingRow}, c.prompt_key as prompt_key from ${all} l
    join ${pairs} c on c.pair = l.pair and c.fate in ('kept', 'disputed') where l.kind = '${kind}' order by l.pair`;
  const start = `select c.pair as pair, c.prompt as prompt, c.prompt_key as prompt_key,
    case when c.label = 'first' then c.first else c.second end as chosen,
    case when c.label = 'first' then c.second else c.first end as rejected
    from ${pairs} c where c.part = 'start' and c.fate = 'kept' and c.label in ('first', 'second')
    and c.pair not in (select pair from ${all} where kind = 'gold') order by c.pair`;
  const files = { train: work.out.fileOf('.train.jsonl'), gold: work.out.fileOf('.gold.jsonl') };
  const hasGold = (await work.sql.all(`${of('gold')} limit 1`)).length > 0;
  const learned = purpose === 'gold' ? of('gold') : start;
  const isOut = purpose === 'best' && hasGold ? () => false : await heldOutOf(work, learned, holdOut);
  const more = purpose === 'gold' ? [] : [of('silver')];
  await writeLines(work, files.train, [learned, ...more], (prompt) => !isOut(prompt));
  if (purpose === 'best' && hasGold) await writeLines(work, files.gold, [of('gold')]);
  else await writeLines(work, files.gold, [learned], isOut);
  return files;
}

/** Which prompts of a query are held out: the plan's share of them, one at least. */
export async function heldOutOf(
  work: Pick<StepWork, 'sql'>,
  query: string,
  { seed, heldOut }: HoldOut,
): Promise<(prompt: string) => boolean> {
  const rows = await work.sql.all(`select distinct prompt_key from (${query}) order by 1`);
  const prompts = rows.map((row) => textOf(row, 'prompt_key'));
  const out = new Set(prompts.filter((prompt) => isHeldOut(seed, prompt, heldOut)));
  if (out.size === 0 && prompts[0] !== undefined) out.add(prompts[0]);
  return (prompt) => out.has(prompt);
}

async function writeLines(
  work: StepWork,
  path: string,
  queries: readonly string[],
  isWanted: (prompt: string) => boolean = () => true,
): Promise<number> {
  const file = createWriteStream(path);
  let count = 0;
  for (const query of queries) {
    for await (const row of work.sql.rows(query)) {
      if (!isWanted(textOf(row, 'prompt_key'))) continue;
      const prompt = jsonOf<object[]>(row, 'prompt') ?? [];
      const side = (column: string) => [...prompt, ...(jsonOf<object[]>(row, column) ?? [])];
      const line = { id: textOf(row, 'pair'), chosen: side('chosen'), rejected: side('rejected') };
      count += 1;
      if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
    }
  }
  file.end();
  await finished(file);
  return count;
}
