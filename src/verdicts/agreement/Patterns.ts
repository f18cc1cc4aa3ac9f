import type { Ratings } from './Ratings';

/**
 * Units by how often each value was said of them: all that figures need that do not ask who said it. Units that are alike
 * stand together, so that a figure costs as much as there are kinds of units and not as there are units.
 */
export interface Patterns {
  values: number;
  /** How often each value was said, `values` numbers a kind. */
  counts: Uint16Array;
  /** How many units there are of each kind. */
  units: Float64Array;
}

/** The kinds of units of some ratings; units without a rating are in none. */
export function patternsOf({ values, starts, given }: Ratings): Patterns {
  const kinds = new Map<string, { counts: Uint16Array; units: number }>();
  const counts = new Uint16Array(values);
  for (let unit = 0; unit + 1 < starts.length; unit++) {
    const [from = 0, to = 0] = [starts[unit], starts[unit + 1]];
    if (from === to) continue;
    counts.fill(0);
    for (let at = from; at < to; at++) counts[given[at] ?? 0] = (counts[given[at] ?? 0] ?? 0) + 1;
    const key = counts.join();
    const kind = kinds.get(key);
    if (kind) kind.units++;
    else kinds.set(key, { counts: counts.slice(), units: 1 });
  }
  const all = [...kinds.values()];
  const table = new Uint16Array(all.length * values);
  for (const [at, kind] of all.entries()) table.set(kind.counts, at * values);
  return { values, counts: table, units: Float64Array.from(all, (kind) => kind.units) };
}

/** The counts of each kind with the number of its units, for kinds of which there are any. */
export function* kindsOf({
  values,
  counts,
  units,
}: Patterns): Generator<{ said: Uint16Array; units: number; size: number }> {
  for (let kind = 0; kind < units.length; kind++) {
    const said = counts.subarray(kind * values, (kind + 1) * values);
    const size = said.reduce((sum, n) => sum + n, 0);
    const n = units[kind] ?? 0;
    if (n > 0) yield { said, units: n, size };
  }
}
