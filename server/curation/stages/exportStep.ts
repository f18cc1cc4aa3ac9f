import { open, rename } from 'node:fs/promises';
import { withFileErrors } from '../../fileProblems';
import { writeDurably } from '../pipeline/durableFile';
import type { Step, StepWork } from '../pipeline/Step';
import { dataSetCard, type CardFacts } from './dataSetCard';
import { trainingRow } from './labelRows';
import { countsOf, jsonOf, textOf } from './pairRows';

export const dataSetFile = 'dataset.jsonl';

/**
 * All that has a label: whole conversations as TRL reads them, each with its id and where its label is from, flipped ones tagged; beside it
 * the card that makes a data set of the folder and says how it trains.
 */
export function exportStep(
  label: string,
  inputs: { clean: string; labels: readonly string[] },
  facts: CardFacts,
): Step {
  const { clean, labels } = inputs;
  return {
    label,
    stage: 'export',
    version: 2,
    settings: { ...facts, versions: { ...facts.versions }, judges: [...facts.judges] },
    inputs: [clean, ...labels],
    run: async (work) => {
      const parts = labels.map(
        (step) =>
          `select pair, kind, chosen, flipped, sources, '${step}' as step from ${work.input(step).table} where kind <> 'none'`,
      );
      const table = `(${parts.join(' union all ')})`;
      const pairs = `(select * from ${work.input(clean).table} where fate in ('kept', 'disputed'))`;
      const sql = `select ${trainingRow}, l.kind as kind, l.flipped as flipped, l.step as step from ${table} l
        join ${pairs} c on c.pair = l.pair order by l.pair`;
      await writeLines(work, sql);
      const card = await dataSetCard(work, { labels: table, pairs, file: dataSetFile }, facts);
      await writeDurably(work.out.fileOf('README.md'), card);
      const name = `kind || case when flipped then '_flipped' else '' end`;
      return countsOf(
        await work.sql.all(`select ${name} as name, count(*) as count from ${table} group by 1 order by 1`),
      );
    },
  };
}

async function writeLines(work: StepWork, sql: string): Promise<void> {
  const path = work.out.fileOf(dataSetFile);
  await withFileErrors(`write ${path}`, async () => {
    const file = await open(`${path}.part`, 'w');
    try {
      let text = '';
      for await (const row of work.sql.rows(sql)) {
        const prompt = jsonOf<object[]>(row, 'prompt') ?? [];
        const side = (column: string) => [...prompt, ...(jsonOf<object[]>(row, column) ?? [])];
        const [origin, step] = [textOf(row, 'kind'), textOf(row, 'step')];
        const line = {
          chosen: side('chosen'),
          rejected: side('rejected'),
          pair_id: textOf(row, 'pair'),
          origin,
          step,
          flipped: row['flipped'] === true,
        };
        text += `${JSON.stringify(line)}\n`;
        if (text.length < 1 << 20) continue;
        await file.writeFile(text);
        text = '';
      }
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
  });
}
