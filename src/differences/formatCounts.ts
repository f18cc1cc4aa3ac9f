/** What can set prose apart, by patterns of Markdown. */
export const formatParts: readonly { one: string; many: string; pattern: RegExp }[] = [
  { one: 'heading', many: 'headings', pattern: /^ {0,3}#{1,6}\s/gm },
  { one: 'list item', many: 'list items', pattern: /^[ \t]{0,20}(?:[-*+\u2022]|\d{1,3}[.)])[ \t]/gm },
  { one: 'table', many: 'tables', pattern: /^ {0,3}\|?[ \t]?:?-{2,}:?[ \t]?(?:\|[ \t]?:?-{2,}:?[ \t]?)+\|?[ \t]?$/gm },
  { one: 'quote', many: 'quotes', pattern: /^ {0,3}>\s?\S/gm },
  { one: 'formula', many: 'formulas', pattern: /\\\(|\\\[|\$\$[^$]+\$\$|\$[^$\s\d][^$\n]{0,80}\\[^$\n]{0,80}\$/g },
  { one: 'bold phrase', many: 'bold phrases', pattern: /\*\*[^*\n]+\*\*/g },
];

/** How often each of `formatParts` stands in prose (without code blocks). */
export function formatCounts(prose: string): number[] {
  return formatParts.map(({ pattern }) => prose.match(pattern)?.length ?? 0);
}
