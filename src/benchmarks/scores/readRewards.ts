import type { Json } from '../../pairs/Json';
import type { Benchmark } from '../Benchmark';
import type { GivenReward } from '../GivenReward';
import type { RowFields } from '../RowFields';
import type { GivenRewards } from './GivenRewards';

/** What files of rewards may hold, for people whose file holds something else. */
export const rewardsLayout =
  'A file of rewards has rows of {"id": ..., "rewards": [...]}, is the output of "assay score", or a result file of the benchmark.';

/**
 * The rewards of a row: of the benchmark's own result files, of a score file (`docs/score-files.md`), or `{id, rewards}`.
 *
 * @returns null for a row of a score file that could not be read when it was made
 * @throws BenchmarkError that names the field
 */
export function readRewards(benchmark: Benchmark, row: RowFields): GivenRewards | null {
  const official = benchmark.readResult(row);
  if (official !== null) return official;
  if (!row.has('responses')) return { kind: 'item', id: row.id('id'), rewards: row.rewards('rewards') };
  if (row.columns['state'] === 'bad_row') return null;
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
