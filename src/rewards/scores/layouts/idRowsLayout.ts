import type { Columns } from '../../../pairs/containers/RowReader';
import { RowError } from '../../../pairs/formats/RowError';
import { structureOf } from '../../../pairs/formats/structureOf';
import type { Json } from '../../../pairs/Json';
import { rewardOfCell } from '../rewardOfCell';
import type { RewardsOfRow, ScoresLayout } from '../ScoresLayout';

/** Rows of `{id, rewards}`, the id one that the rows of the data set carry. */
export function idRowsLayout(rows: readonly Columns[]): ScoresLayout | null {
  if (!rows.some((row) => Object.hasOwn(row, 'id') && Object.hasOwn(row, 'rewards'))) return null;
  return {
    title: 'Rewards by the ids of the data set’s rows',
    checkpointOf: ({ checkpoint }) => checkpoint ?? null,
    read: (columns) => ({ kind: 'row', id: idOf(columns['id'] ?? null), rewards: rewardsOf(columns) }),
  };
}

/** An id is a text or a whole number. */
function idOf(value: Json): string {
  const isId = (typeof value === 'string' && value !== '') || Number.isInteger(value);
  if (isId) return String(value);
  throw new RowError(`"id" is ${JSON.stringify(value).slice(0, 80)}; an id is a text or a whole number`);
}

function rewardsOf(columns: Columns): Extract<RewardsOfRow, { kind: 'row' }>['rewards'] {
  const value = structureOf(columns['rewards'] ?? null, 'rewards');
  if (Array.isArray(value)) return value.map((one) => rewardOfCell(one, 'rewards'));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rewardOfCell(one, `rewards.${name}`)]));
  throw new RowError('"rewards" is neither a list nor an object of rewards by column');
}
