import type { Figure } from '../BenchmarkResult';

/** `64.3 % (59.1 to 69.4)`: a figure with its interval, in percent. */
export function figureWords({ value, low, high }: Pick<Figure, 'value' | 'low' | 'high'>): string {
  if (value === null) return 'no items';
  const percent = (share: number) => (share * 100).toFixed(1);
  const interval = low === null || high === null ? '' : ` (${percent(low)} to ${percent(high)})`;
  return `${percent(value)} %${interval}`;
}
