import type { Reading, Rule } from '../Reading';

const parts: { one: string; many: string; pattern: RegExp }[] = [
  { one: 'heading', many: 'headings', pattern: /^ {0,3}#{1,6}\s/gm },
  { one: 'list item', many: 'list items', pattern: /^[ \t]{0,20}(?:[-*+\u2022]|\d{1,3}[.)])[ \t]/gm },
  { one: 'table', many: 'tables', pattern: /^ {0,3}\|?[ \t]?:?-{2,}:?[ \t]?(?:\|[ \t]?:?-{2,}:?[ \t]?)+\|?[ \t]?$/gm },
  { one: 'quote', many: 'quotes', pattern: /^ {0,3}>\s?\S/gm },
  { one: 'formula', many: 'formulas', pattern: /\\\(|\\\[|\$\$[^$]+\$\$|\$[^$\s\d][^$\n]{0,80}\\[^$\n]{0,80}\$/g },
  { one: 'bold phrase', many: 'bold phrases', pattern: /\*\*[^*\n]+\*\*/g },
];

/**
 * How the prose is set: headings, list items, tables, quotes, formulas, bold phrases. A difference where one side has a kind that
 * the other has not, or has at least three more and twice as many of one.
 */
export const formatApart: Rule = (a, b) => {
  const [first, second] = [countsOf(a), countsOf(b)];
  if (!parts.some((_, at) => isApart(first[at] ?? 0, second[at] ?? 0))) return null;
  return { a: inWords(first), b: inWords(second) };
};

function countsOf({ prose }: Reading): number[] {
  return parts.map(({ pattern }) => prose.match(pattern)?.length ?? 0);
}

function isApart(one: number, other: number): boolean {
  const [few, many] = [Math.min(one, other), Math.max(one, other)];
  return few === 0 ? many > 0 : many >= few + 3 && many >= 2 * few;
}

function inWords(counts: number[]): string {
  const named = parts.flatMap(({ one, many }, at) => {
    const count = counts[at] ?? 0;
    return count === 0 ? [] : [`${String(count)} ${count === 1 ? one : many}`];
  });
  return named.length > 0 ? named.join(', ') : 'plain paragraphs';
}
