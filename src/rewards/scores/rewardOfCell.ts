import type { GivenReward } from '../../benchmarks/GivenReward';
import { numberOf } from '../../pairs/formats/numberOf';
import { RowError } from '../../pairs/formats/RowError';
import type { Json } from '../../pairs/Json';

const notFinite = /^\s*[+-]?(nan|inf|infinity)\s*$/i;

/**
 * The reward in a cell: a number or the text of one; NaN where a text says that it is none; null where the cell is empty.
 *
 * @throws RowError where something else stands there
 */
export function rewardOfCell(value: Json | undefined, column: string): GivenReward {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' && notFinite.test(value)) return NaN;
  const number = numberOf(value);
  if (number !== null) return number;
  const arrived = JSON.stringify(value).slice(0, 80);
  throw new RowError(`"${column}" is ${arrived}; a reward is a number, null where there is none, or "NaN"`);
}
