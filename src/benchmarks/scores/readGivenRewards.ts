import type { Json } from '../../pairs/Json';
import type { GivenReward } from '../GivenReward';
import type { RowFields } from '../RowFields';
import type { GivenRewards } from './GivenRewards';

/**
 * The rewards of a row of a score file (`docs/score-files.md`), or of `{id, rewards}`.
 *
 * @returns null for a row of a score file that could not be read when it was made
 * @throws BenchmarkError that names the field
 */
export function readGivenRewards(row: RowFields): GivenRewards | null {
  if (row.columns['state'] === 'bad_row') return null;
  if (!row.has('responses')) return { kind: 'item', id: row.id('id'), rewards: row.rewards('rewards') };
  const ids = row.list('responses', 'content ids', isContentId, null);
  const states = row.has('states') ? row.texts('states', ids.length) : [];
  const rewards = row.rewards('rewards', ids.length).map((reward, at) => givenOf(reward, states[at]));
  return { kind: 'responses', ids, rewards };
}

/** A score file says beside the rewards why there is none. */
function givenOf(reward: GivenReward, state: string | undefined): GivenReward {
  if (state === 'too_long') return 'too_long';
  return state === 'not_finite' ? NaN : reward;
}

function isContentId(value: Json): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
