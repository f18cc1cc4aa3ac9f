const shortestMs = 1000;
const longestMs = 60_000;

/**
 * How long to wait after so many failures in a row: a second, doubled with every failure up to a minute.
 * @param chance from 0 up to 1, takes up to a half: those that failed together do not come back together
 */
export function backOffMs(failures: number, chance: number): number {
  return Math.min(longestMs, shortestMs * 2 ** Math.min(failures - 1, 10)) * (0.5 + chance / 2);
}
