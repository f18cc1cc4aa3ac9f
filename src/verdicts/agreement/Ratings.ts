/**
 * What several people said of the same units, each person at most once of each unit: the ratings of unit u are those from
 * `starts[u]` to `starts[u + 1]`. Whoever said nothing of a unit has no rating there.
 */
export interface Ratings {
  people: number;
  /** How many values there are; where they have an order, they stand in it. */
  values: number;
  /** One more than there are units. */
  starts: Uint32Array;
  /** Who, from 0. */
  raters: Uint16Array;
  /** What, from 0. */
  given: Uint8Array;
}

/** One thing that one person said of one unit. */
export interface Rating {
  unit: number;
  rater: number;
  value: number;
}

/**
 * Ratings as columns, in any order; of two of one person and unit the later one counts. Units without a rating stay, empty.
 *
 * @throws RangeError where a value or a person is out of its range.
 */
export function ratingsOf(
  list: Iterable<Rating>,
  { units, people, values }: { units: number; people: number; values: number },
): Ratings {
  const byUnit = Array.from({ length: units }, () => new Map<number, number>());
  for (const { unit, rater, value } of list) {
    const inRange = rater >= 0 && rater < people && value >= 0 && value < values;
    if (!inRange || !byUnit[unit])
      throw new RangeError(
        `A rating must be of ${units} units, ${people} people, ${values} values, not ${unit}, ${rater}, ${value}.`,
      );
    byUnit[unit].set(rater, value);
  }
  const starts = new Uint32Array(units + 1);
  for (let unit = 0; unit < units; unit++) starts[unit + 1] = (starts[unit] ?? 0) + (byUnit[unit]?.size ?? 0);
  return {
    people,
    values,
    starts,
    raters: Uint16Array.from(byUnit.flatMap((said) => [...said.keys()])),
    given: Uint8Array.from(byUnit.flatMap((said) => [...said.values()])),
  };
}
