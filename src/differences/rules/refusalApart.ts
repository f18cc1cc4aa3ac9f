import { declines } from '../declines';
import type { Rule } from '../Reading';

/**
 * Whether one side declines to answer, by set phrases in its first 400 characters ("I can't help with", "I'm sorry, but I").
 * English only; a refusal in other words goes unseen.
 */
export const refusalApart: Rule = (a, b) => {
  const [first, second] = [declines(a.text), declines(b.text)];
  if (first === second) return null;
  return { a: inWords(first), b: inWords(second) };
};

function inWords(declined: boolean): string {
  return declined ? 'declines' : 'answers';
}
