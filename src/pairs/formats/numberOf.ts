import type { Json } from '../Json';

/** Each digit can be read in one way only: else a text of a million digits takes hours. */
const decimal = /^\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?\s*$/i;

/** A number or the text of one; null for anything else, and for a whole number that a double cannot hold. */
export function numberOf(value: Json): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !decimal.test(value)) return null;
  const number = Number(value);
  const exact = /[.e]/i.test(value) ? Number.isFinite(number) : Number.isSafeInteger(number);
  return exact ? number : null;
}
