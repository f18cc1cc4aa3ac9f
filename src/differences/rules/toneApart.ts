import type { Reading, Rule } from '../Reading';

const hedges = [
  ...['may', 'might', 'could', 'perhaps', 'possibly', 'probably', 'likely', 'seems', 'seem', 'appears', 'maybe'],
  ...['generally', 'usually', 'often', 'sometimes', 'typically', 'roughly', 'approximately', 'unsure', 'uncertain'],
];
const certain = [
  ...['definitely', 'certainly', 'clearly', 'obviously', 'undoubtedly', 'absolutely', 'always', 'never', 'must'],
  ...['surely', 'guaranteed', 'undeniably', 'unquestionably', 'indeed', 'exactly', 'precisely', 'proven'],
];

const fewestApart = 3;
const leastPerHundred = 0.8;

/**
 * Hedged or assertive: counts of 22 hedging and 17 assertive English words. A difference where the balance is at least three words
 * apart and 0.8 in a hundred words. It counts words and knows nothing of whether the certainty is earned.
 */
export const toneApart: Rule = (a, b) => {
  const apart = Math.abs(balance(a) - balance(b));
  const rate = (reading: Reading) => (100 * balance(reading)) / Math.max(reading.wordCount, 1);
  if (apart < fewestApart || Math.abs(rate(a) - rate(b)) < leastPerHundred) return null;
  return { a: inWords(a), b: inWords(b) };
};

function count({ words }: Reading, list: string[]): number {
  return list.reduce((sum, word) => sum + (words.get(word) ?? 0), 0);
}

function balance(reading: Reading): number {
  return count(reading, hedges) - count(reading, certain);
}

function inWords(reading: Reading): string {
  return `${String(count(reading, hedges))} hedging, ${String(count(reading, certain))} assertive words`;
}
