import type { Reading, Rule } from '../Reading';

/** Lengths nearer than this are the same length. */
const leastRatio = 1.1;

/** Length in words (characters of Chinese, Japanese and Thai count as words): a difference from a tenth on. */
export const lengthApart: Rule = (a, b) => {
  const [few, many] = [Math.min(a.wordCount, b.wordCount), Math.max(a.wordCount, b.wordCount)];
  if (many < leastRatio * few || many === few) return null;
  return { a: inWords(a, b), b: inWords(b, a) };
};

function inWords({ wordCount }: Reading, other: Reading): string {
  const words = `${wordCount.toLocaleString('en')} ${wordCount === 1 ? 'word' : 'words'}`;
  if (wordCount < other.wordCount || other.wordCount === 0) return words;
  return `${words}, ${(wordCount / other.wordCount).toFixed(1)} times as long`;
}
