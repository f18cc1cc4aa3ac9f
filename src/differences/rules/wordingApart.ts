import type { Reading, Rule } from '../Reading';

/** The words themselves: how many different ones stand on one side only. Texts that differ always have this difference. */
export const wordingApart: Rule = (a, b) => {
  const [first, second] = [ownWords(a, b), ownWords(b, a)];
  if (first + second > 0) return { a: inWords(first), b: inWords(second) };
  const rest = 'the same words, in another order, number or setting';
  return { a: rest, b: rest };
};

function ownWords({ words }: Reading, other: Reading): number {
  let own = 0;
  for (const word of words.keys()) if (!other.words.has(word)) own++;
  return own;
}

function inWords(count: number): string {
  return count === 0
    ? 'no word of its own'
    : `${count.toLocaleString('en')} ${count === 1 ? 'word' : 'words'} only here`;
}
