import { isHeldOut } from '../../src/curation/stageOne/isHeldOut';
import type { TrainedHead } from './HeadTrainer';
import type { StageOneResult } from './stageOne';
import type { Trial } from './Trial';

/** As in the example of a plan. */
const heldOutShare = 0.1;

/** The gold model: trained on gold only, and chosen by the gold that is held out of it. */
export function trainGold({ pairs, seed, trainer }: Trial, { rows, labels }: StageOneResult['gold']): TrainedHead {
  const isOut = (row: number) => isHeldOut(seed, pairs[row]?.prompt ?? '', heldOutShare);
  const held = rows.filter(isOut);
  return trainer.best(
    rows.filter((row) => !isOut(row)),
    labels,
    { rows: held, labels },
  );
}
