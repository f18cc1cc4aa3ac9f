import { kindsOf, type Patterns } from './Patterns';

/** The number of ratings, two or more, that most units have; null where none has two. */
export function usualSize(patterns: Patterns): number | null {
  const units = new Map<number, number>();
  for (const kind of kindsOf(patterns))
    if (kind.size > 1) units.set(kind.size, (units.get(kind.size) ?? 0) + kind.units);
  const [most] = [...units].sort(([oneSize, one], [otherSize, other]) => other - one || otherSize - oneSize);
  return most ? most[0] : null;
}

/** The units that have exactly so many ratings. */
export function withRatings(patterns: Patterns, size: number): Patterns {
  const { values, counts, units } = patterns;
  const sizeOf = (kind: number) => counts.subarray(kind * values, (kind + 1) * values).reduce((sum, n) => sum + n, 0);
  return { ...patterns, units: units.map((n, kind) => (sizeOf(kind) === size ? n : 0)) };
}
