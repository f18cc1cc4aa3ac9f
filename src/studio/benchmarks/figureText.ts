import type { Figure } from '../../benchmarks/BenchmarkResult';
import { percentWords } from '../../benchmarks/report/percentWords';

/** `59.1 to 69.4`, in percent; empty where there is no interval. */
export function intervalText({ low, high }: Pick<Figure, 'low' | 'high'>): string {
  return low === null || high === null ? '' : `${percentWords(low)} to ${percentWords(high)}`;
}
