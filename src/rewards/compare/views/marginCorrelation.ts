import { correlation, type Correlation } from '../../correlation';
import type { CommitteeModel } from '../Committee';

/** Pearson's r of two models' margins at some places, each pair in both orders. */
export function marginCorrelation(a: CommitteeModel, b: CommitteeModel, places: Uint32Array): Correlation {
  let [xx, yy, xy] = [0, 0, 0];
  for (const place of places) {
    const [x, y] = [(a.margins[place] ?? 0) * a.factor, (b.margins[place] ?? 0) * b.factor];
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return correlation({ pairs: places.length, xx, yy, xy }, ["The first model's reward", "The second model's reward"]);
}
