import { curatedCard } from '../../../src/curation/card/curatedCard';
import type { CuratedData, StepLabels } from '../../../src/curation/card/CuratedData';
import type { GoldSource } from '../../../src/curation/labels/LabelSources';
import type { StepWork } from '../pipeline/Step';
import { jsonOf, textOf } from './pairRows';

/** What the card says that no label knows. */
export type CardFacts = Pick<CuratedData, 'plan' | 'versions' | 'license' | 'fold' | 'judges'>;

/** Sources that the card names, at most: a pool may name one for each row. */
const mostSources = 50;

/**
 * The card of what a plan exports, counted from its labels.
 * @param labels SQL of rows of `pair, kind, flipped, step, sources`, all of them with a label
 * @param pairs SQL of the pairs, each once
 */
export async function dataSetCard(
  { sql }: StepWork,
  { labels, pairs, file }: { labels: string; pairs: string; file: string },
  facts: CardFacts,
): Promise<string> {
  const steps = await sql.all(`select step, count(*) filter (kind = 'gold') as gold,
    count(*) filter (kind = 'silver') as silver, count(*) filter (flipped) as flipped from ${labels} group by 1 order by 1`);
  const sources = await sql.all(`select c.source as name, count(*) as count from ${labels} l
    join ${pairs} c on c.pair = l.pair group by 1 order by 2 desc, 1 limit ${mostSources}`);
  const protocols = new Map<string, number>();
  for await (const row of sql.rows(`select sources from ${labels} where kind = 'gold'`))
    for (const name of jsonOf<{ gold: GoldSource | null }>(row, 'sources')?.gold?.protocols ?? [])
      protocols.set(name, (protocols.get(name) ?? 0) + 1);
  const data: CuratedData = {
    ...facts,
    steps: steps.map((row): StepLabels => ({
      step: textOf(row, 'step'),
      gold: Number(row['gold']),
      silver: Number(row['silver']),
      flipped: Number(row['flipped']),
    })),
    sources: sources.map((row) => [textOf(row, 'name'), Number(row['count'])]),
    protocols: [...protocols].sort(([one], [other]) => (one < other ? -1 : 1)),
  };
  return curatedCard(data, file);
}
