/** For a row of JSON that cannot be read because a number in it is none: what to write instead. Empty where that is not the reason. */
export function notFiniteHint(sample: string): string {
  return /\bNaN\b|\bInfinity\b/.test(sample) ? '; JSON has no NaN and no Infinity: write null, or "NaN" in quotes' : '';
}
