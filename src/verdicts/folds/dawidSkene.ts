import type { Ratings } from '../agreement/Ratings';

export interface DawidSkeneOptions {
  /** Rounds at most. */
  rounds: number;
  /** It ends when no probability has moved by more than this. */
  tolerance: number;
}

export interface DawidSkeneResult {
  /** The probability of each value, `values` numbers a unit; a unit without a rating has the shares of all. */
  probabilities: Float64Array;
  /** Of each person, how often they say the column where the row is true: `values` by `values` numbers. */
  errorRates: Float64Array[];
  rounds: number;
  /** Whether it ended because nothing moved any more. */
  converged: boolean;
}

const usual: DawidSkeneOptions = { rounds: 200, tolerance: 1e-6 };

/** Stands for a probability of 0, so that one rating nobody expected does not rule out a value for good. */
const least = 1e-10;

/**
 * The true values behind several people's ratings, by expectation and maximisation (Dawid and Skene 1979, Applied Statistics
 * 28, 20-28). With T the probability that unit i has value q, n whether person k said l of it:
 *
 *   share of q:            p(q) = mean over i of T(i, q)
 *   error rates of k:      pi(k, q, l) = sum over i of T(i, q) n(i, k, l), divided by its sum over l
 *   probability of unit i: T(i, q) in proportion to p(q) times the product over k and l of pi(k, q, l) ^ n(i, k, l)
 *
 * It begins with the shares of the ratings, and does not depend on the order of people or units.
 */
export function dawidSkene(ratings: Ratings, given: Partial<DawidSkeneOptions> = {}): DawidSkeneResult {
  const { rounds, tolerance } = { ...usual, ...given };
  let probabilities = sharesOfRatings(ratings);
  let errorRates = errorRatesOf(ratings, probabilities);
  let [round, converged] = [0, false];
  while (round < rounds && !converged) {
    const next = expectation(ratings, sharesOfValues(ratings, probabilities), errorRates);
    converged = next.every((p, at) => Math.abs(p - (probabilities[at] ?? 0)) <= tolerance);
    probabilities = next;
    errorRates = errorRatesOf(ratings, probabilities);
    round++;
  }
  return { probabilities, errorRates, rounds: round, converged };
}

function unitsOf({ starts }: Ratings): number {
  return starts.length - 1;
}

function sharesOfRatings(ratings: Ratings): Float64Array {
  const { values, starts, given } = ratings;
  const shares = new Float64Array(unitsOf(ratings) * values);
  for (let unit = 0; unit < unitsOf(ratings); unit++) {
    const [from = 0, to = 0] = [starts[unit], starts[unit + 1]];
    for (let at = from; at < to; at++) add(shares, unit * values + (given[at] ?? 0), 1 / (to - from));
  }
  return shares;
}

/** p(q), over the units that somebody rated. */
function sharesOfValues(ratings: Ratings, probabilities: Float64Array): Float64Array {
  const { values, starts } = ratings;
  const shares = new Float64Array(values);
  let units = 0;
  for (let unit = 0; unit < unitsOf(ratings); unit++) {
    if (starts[unit] === starts[unit + 1]) continue;
    units++;
    for (let value = 0; value < values; value++) add(shares, value, probabilities[unit * values + value] ?? 0);
  }
  return shares.map((sum) => Math.max(least, sum / units));
}

/** pi(k, q, l). What a person never said of any unit has no part in it. */
function errorRatesOf(ratings: Ratings, probabilities: Float64Array): Float64Array[] {
  const { people, values, starts, raters, given } = ratings;
  const tables = Array.from({ length: people }, () => new Float64Array(values * values));
  const said = Array.from({ length: people }, () => new Uint8Array(values));
  for (let unit = 0; unit < unitsOf(ratings); unit++)
    for (let at = starts[unit] ?? 0; at < (starts[unit + 1] ?? 0); at++) {
      const [person, value] = [raters[at] ?? 0, given[at] ?? 0];
      const [table, row] = [tables[person], said[person]];
      if (!table || !row) continue;
      row[value] = 1;
      for (let truth = 0; truth < values; truth++)
        add(table, truth * values + value, probabilities[unit * values + truth] ?? 0);
    }
  return tables.map((table, person) => rowsToOne(table, said[person] ?? new Uint8Array(values)));
}

function rowsToOne(table: Float64Array, said: Uint8Array): Float64Array {
  const values = said.length;
  const floored = table.map((sum, at) => (said[at % values] ? Math.max(least, sum) : 0));
  return floored.map((rate, at) => {
    const row = floored.subarray(at - (at % values), at - (at % values) + values);
    return rate / (row.reduce((sum, one) => sum + one, 0) || 1);
  });
}

/** T(i, q), by logarithms: a product over many people is below every number that a machine has. */
function expectation(ratings: Ratings, shares: Float64Array, errorRates: Float64Array[]): Float64Array {
  const { values, starts, raters, given } = ratings;
  const logShares = shares.map(Math.log);
  const logRates = errorRates.map((table) => table.map((rate) => Math.log(rate)));
  const probabilities = new Float64Array(unitsOf(ratings) * values);
  for (let unit = 0; unit < unitsOf(ratings); unit++) {
    const row = probabilities.subarray(unit * values, (unit + 1) * values);
    row.set(logShares);
    for (let at = starts[unit] ?? 0; at < (starts[unit + 1] ?? 0); at++) {
      const table = logRates[raters[at] ?? 0];
      for (let truth = 0; truth < values; truth++) add(row, truth, table?.[truth * values + (given[at] ?? 0)] ?? 0);
    }
    const most = Math.max(...row);
    const sum = row.reduce((total, log) => total + Math.exp(log - most), 0);
    for (const [value, log] of row.entries()) row[value] = Math.exp(log - most) / sum;
  }
  return probabilities;
}

function add(array: Float64Array, at: number, value: number): void {
  array[at] = (array[at] ?? 0) + value;
}
