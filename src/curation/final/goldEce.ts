import { binStarts } from '../../rewards/calibration/binStarts';
import { measureCalibration } from '../../rewards/calibration/measureCalibration';
import type { Statistic } from '../../rewards/Statistic';

/** Expected calibration error over ten bins of equal width. @param margins to the chosen response, in any order */
export function goldEce(margins: readonly number[]): Statistic {
  const bySize = Float64Array.from(margins).sort((one, other) => Math.abs(one) - Math.abs(other));
  return measureCalibration(bySize, binStarts(bySize, 'width', 1), 1).ece;
}
