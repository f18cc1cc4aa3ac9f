import type { RewardRow } from './RewardRow';

/** @throws RangeError where a reward is not a finite number: such a row is a fault of the engine, never a result. */
export function checkRewardRow(row: RewardRow): void {
  if (row.reward === null || Number.isFinite(row.reward)) return;
  throw new RangeError(
    `Checkpoint ${row.checkpoint} gave response ${row.response} the reward ${row.reward}; a reward is a finite number. ` +
      'It was not kept. Try the other backend; if it stays, the checkpoint is damaged.',
  );
}
