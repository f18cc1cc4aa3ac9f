/** A number, or the reason in plain words why there is none. Never NaN. */
export type Statistic = { kind: 'value'; value: number } | { kind: 'undefined'; why: string };

export function value(number: number): Statistic {
  return { kind: 'value', value: number };
}

export function undefinedBecause(why: string): Statistic {
  return { kind: 'undefined', why };
}
