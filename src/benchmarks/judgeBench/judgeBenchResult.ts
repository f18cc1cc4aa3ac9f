import type { Json } from '../../pairs/Json';
import type { RowFields } from '../RowFields';
import type { GivenRewards } from '../scores/GivenRewards';

/**
 * The rewards in a row of a JudgeBench result file: `judgments`, two of them, the second with A and B swapped. A reward model
 * scores each response by itself, so both hold the same two scores; other files are of judges that are no reward models.
 */
export function judgeBenchResult(row: RowFields): GivenRewards | null {
  if (!row.has('judgments')) return null;
  const [first, swapped] = row.list('judgments', 'judgments', isJudgment, 2);
  const rewards = scoresOf(row, first);
  const [b, a] = scoresOf(row, swapped);
  if (!Object.is(rewards[0], a) || !Object.is(rewards[1], b))
    row.refuse(
      'judgments',
      'two judgments with the same scores, those of the second swapped, as reward models give them',
      row.columns['judgments'],
    );
  return { kind: 'item', id: row.id('pair_id'), rewards };
}

type Judgment = { judgment: { scores: number[] } };

function isJudgment(value: Json): value is Judgment & Json {
  const judgment = field(value, 'judgment');
  const scores = judgment === undefined ? undefined : field(judgment, 'scores');
  return Array.isArray(scores) && scores.length === 2 && scores.every((score) => typeof score === 'number');
}

function field(value: Json, name: string): Json | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value[name] : undefined;
}

function scoresOf(row: RowFields, judgment: Judgment | undefined): number[] {
  return judgment?.judgment.scores ?? row.refuse('judgments', 'two judgments with scores', row.columns['judgments']);
}
