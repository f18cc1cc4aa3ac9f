import { labelCodes } from '../../../src/pairs/PairIndex';
import type { StepWork } from '../pipeline/Step';

/** Rewards of the held-out gold pairs that every model has scored, in one order. */
export interface GoldRewards {
  /** Held-out gold pairs, scored or not. */
  pairs: number;
  /** `labelCodes` by pair. */
  labels: number[];
  /** By scoring: rewards of the first and second response of each pair. Undefined: the scoring has no row, there is no such model. */
  rewards: ((readonly [number, number])[] | undefined)[];
}

/** What the models of some scorings give the held-out gold. @param heldOut the step that held out @param scores steps that scored */
export async function readHeldOutGold(
  { sql, input }: StepWork,
  heldOut: string,
  scores: readonly string[],
): Promise<GoldRewards> {
  const held = input(heldOut).table;
  const there: number[] = [];
  for (const [at, score] of scores.entries())
    if ((await sql.all(`select 1 from ${input(score).table} limit 1`)).length > 0) there.push(at);
  const joins = there.map((at) => `join ${input(scores[at] ?? '').table} s${at} on s${at}.pair = h.pair and s${at}.why is null`); // prettier-ignore
  const picked = there.flatMap((at) => [`s${at}.first_reward as a${at}`, `s${at}.second_reward as b${at}`]);
  const [counted] = await sql.all(`select count(*) as count from ${held} where gold`);
  const rows = await sql.all(
    `select ${['h.chosen as chosen', ...picked].join(', ')} from ${held} h ${joins.join(' ')} where h.gold order by h.pair`,
  );
  return {
    pairs: Number(counted?.['count'] ?? 0),
    labels: rows.map((row) => (row['chosen'] === 'first' ? labelCodes.first : labelCodes.second)),
    rewards: scores.map((_, at) =>
      there.includes(at) ? rows.map((row) => [Number(row[`a${at}`]), Number(row[`b${at}`])] as const) : undefined,
    ),
  };
}
