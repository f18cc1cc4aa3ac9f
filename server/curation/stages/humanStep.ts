import type { Message } from '../../../src/pairs/Message';
import type { Attributes } from '../../../src/verdicts/VerdictEvent';
import type { FoldName } from '../../../src/verdicts/folds/FoldName';
import type { HumanPair, HumanWork } from '../human/HumanWork';
import { judgedPairs } from '../human/judgedPairs';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { Step, StepWork } from '../pipeline/Step';
import { WaitingForPeople } from '../pipeline/WaitingForPeople';
import { jsonOf, textOf } from './pairRows';

/** `gold` is a `GoldSource` as JSON, null where the verdicts are no gold. */
const columns = { pair: 'text', gold: 'text', attributes: 'text' } as const satisfies ShardColumns;

/** The gold that is there before the first iteration: what people have judged of the pool. It may be none. */
export function firstGoldStep(label: string, clean: string, human: HumanWork, fold: FoldName): Step {
  return {
    label,
    stage: 'gold',
    version: 1,
    settings: { fold },
    inputs: [clean],
    run: async (work) => {
      const known = `select pair from ${work.input(clean).table} where fate in ('kept', 'disputed') order by pair`;
      return keepJudged(work, known, human, fold);
    },
  };
}

export interface HumanInputs {
  assign: string;
  clean: string;
  attribute: string;
}

/**
 * Gives the assigned pairs to people and waits for their verdicts: those that are there when all (or the share that is enough) have
 * arrived are the stage's, later ones are no longer looked at.
 */
export function humanStep(
  label: string,
  inputs: HumanInputs,
  human: HumanWork,
  { enough, fold }: { enough: number; fold: FoldName },
): Step {
  const { assign, clean, attribute } = inputs;
  return {
    label,
    stage: 'human',
    version: 1,
    settings: { enough, fold },
    inputs: [assign, clean, attribute],
    run: async (work) => {
      const assigned = `select pair from ${work.input(assign).table} where to_whom = 'people' order by place`;
      await human.assign(`${label.replace('@', '-')}-${work.out.key.slice(0, 12)}`, pairsOf(work, inputs));
      const wanted = (await work.sql.all(assigned)).map((row) => textOf(row, 'pair'));
      const judged = await judgedPairs(human.events(), fold);
      const arrived = wanted.filter((pair) => judged.has(pair)).length;
      if (arrived < Math.ceil(enough * wanted.length)) throw new WaitingForPeople(wanted.length, arrived, human.place);
      return keepJudged(work, assigned, human, fold);
    },
  };
}

async function* pairsOf(work: StepWork, { assign, clean, attribute }: HumanInputs): AsyncGenerator<HumanPair> {
  const query = `select c.*, a.attributes as attributes from ${work.input(assign).table} t
    join ${work.input(clean).table} c on c.row = t.row join ${work.input(attribute).table} a on a.row = t.row
    where t.to_whom = 'people' order by t.place`;
  for await (const row of work.sql.rows(query))
    yield {
      pair: textOf(row, 'pair'),
      prompt: jsonOf<Message[]>(row, 'prompt') ?? [],
      first: jsonOf<Message[]>(row, 'first') ?? [],
      second: jsonOf<Message[]>(row, 'second') ?? [],
      attributes: jsonOf<Attributes>(row, 'attributes'),
    };
}

async function keepJudged(
  work: StepWork,
  query: string,
  human: HumanWork,
  fold: FoldName,
): Promise<Record<string, number>> {
  const judged = await judgedPairs(human.events(), fold);
  const rows: ShardRow[] = [];
  for await (const row of work.sql.rows(query)) {
    const pair = textOf(row, 'pair');
    const one = judged.get(pair);
    if (one === undefined) continue;
    rows.push({
      pair,
      gold: one.gold && JSON.stringify(one.gold),
      attributes: one.attributes && JSON.stringify(one.attributes),
    });
  }
  await work.out.writeAll(columns, rows);
  return { judged: rows.length, gold: rows.filter(({ gold }) => gold !== null).length };
}
