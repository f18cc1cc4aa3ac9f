import type { CostMeasures } from '../../../src/curation/cost/CostMeasures';
import type { HumanAsk, HumanWork } from '../human/HumanWork';
import type { ShardSql } from '../pipeline/ShardSql';
import type { StageOutput } from '../pipeline/StageOutput';
import { judgedPairs } from '../human/judgedPairs';

/** What is not counted or measured here. The rates are those of an 0.6B model on one H100 by arithmetic at 400 TFLOP/s: guesses. */
export const guesses = {
  judgedShare: 0.25,
  answerTokens: 150,
  attributeTokens: 200,
  trainTokensPerSecond: 60_000,
  scoreTokensPerSecond: 200_000,
  embedTokensPerSecond: 200_000,
};

/** Seconds of a verdict where the ledger has none: the paper names 10 s to 5 min. */
const usualSeconds = 60;
const charactersAToken = 4;

/** What a plan's cost is reckoned from: pairs after cleaning and their lengths, the pace of the verdicts that are there. */
export async function measurePlan(
  sql: ShardSql,
  clean: StageOutput,
  human: HumanWork,
  ask: HumanAsk,
): Promise<CostMeasures> {
  const [row = {}] = await sql.all(`select
      count(*) filter (where part = 'pool') as pool, count(*) filter (where part = 'start') as start, count(*) filter (where part = 'wild') as wild,
      avg(length(prompt)) as prompt, avg(length(first) + length(second)) / 2 as response
    from ${clean.table} where fate in ('kept', 'disputed')`);
  const count = (name: string) => Number(row[name] ?? 0);
  const judged = await judgedPairs(human, ask, 'adjudicated');
  return {
    ...guesses,
    pool: count('pool'),
    start: count('start'),
    wild: count('wild'),
    gold: [...judged.values()].filter(({ gold }) => gold !== null).length,
    promptTokens: count('prompt') / charactersAToken,
    responseTokens: count('response') / charactersAToken,
    secondsPerVerdict: (await medianSeconds(human, ask)) ?? usualSeconds,
  };
}

async function medianSeconds(human: HumanWork, ask: HumanAsk): Promise<number | null> {
  const seconds: number[] = [];
  for await (const event of human.events(ask)) if (event.type === 'verdict') seconds.push(event.data.elapsedMs / 1000);
  return seconds.sort((one, other) => one - other)[seconds.length >> 1] ?? null;
}
