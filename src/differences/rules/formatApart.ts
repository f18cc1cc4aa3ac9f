import { formatCounts, formatParts } from '../formatCounts';
import type { Rule } from '../Reading';

/**
 * How the prose is set: headings, list items, tables, quotes, formulas, bold phrases. A difference where one side has a kind that
 * the other has not, or has at least three more and twice as many of one.
 */
export const formatApart: Rule = (a, b) => {
  const [first, second] = [formatCounts(a.prose), formatCounts(b.prose)];
  if (!formatParts.some((_, at) => isApart(first[at] ?? 0, second[at] ?? 0))) return null;
  return { a: inWords(first), b: inWords(second) };
};

function isApart(one: number, other: number): boolean {
  const [few, many] = [Math.min(one, other), Math.max(one, other)];
  return few === 0 ? many > 0 : many >= few + 3 && many >= 2 * few;
}

function inWords(counts: number[]): string {
  const named = formatParts.flatMap(({ one, many }, at) => {
    const count = counts[at] ?? 0;
    return count === 0 ? [] : [`${String(count)} ${count === 1 ? one : many}`];
  });
  return named.length > 0 ? named.join(', ') : 'plain paragraphs';
}
