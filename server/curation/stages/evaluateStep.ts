import { wilson } from '../../../src/rewards/wilson';
import type { ShardColumns } from '../pipeline/shardFile';
import type { Step } from '../pipeline/Step';

/** Accuracy of an iteration's model on gold, a tie counting as wrong, with Wilson's interval of 95 %. */
const columns = {
  gold: 'count',
  right: 'count',
  accuracy: 'number',
  low: 'number',
  high: 'number',
} as const satisfies ShardColumns;

/** How well a model agrees with the gold that there is. */
export function evaluateStep(label: string, inputs: { labels: string; score: string }): Step {
  return {
    label,
    stage: 'evaluate',
    version: 1,
    settings: {},
    inputs: [inputs.labels, inputs.score],
    run: async (work) => {
      const [row] = await work.sql.all(`select count(*) as gold,
          count(*) filter (where case when l.chosen = 'first' then s.first_reward > s.second_reward else s.second_reward > s.first_reward end) as right_ones,
          count(*) filter (where s.first_reward = s.second_reward) as equal_ones
        from ${work.input(inputs.labels).table} l join ${work.input(inputs.score).table} s on s.pair = l.pair
        where l.kind = 'gold' and s.why is null`);
      const [gold, right] = [Number(row?.['gold'] ?? 0), Number(row?.['right_ones'] ?? 0)];
      const disagree = gold - right - Number(row?.['equal_ones'] ?? 0);
      const interval = gold === 0 ? null : wilson(right, gold);
      await work.out.write(0, columns, [
        {
          gold,
          right,
          accuracy: gold === 0 ? null : right / gold,
          low: interval?.low ?? null,
          high: interval?.high ?? null,
        },
      ]);
      return { gold, right, disagree };
    },
  };
}
