const mostShown = 4;
const longestTerm = 36;

function shortened(term: string): string {
  const line = term.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > longestTerm ? `${characters.slice(0, longestTerm - 1).join('')}\u2026` : line;
}

/** Terms in a few words: the first four, and how many more there are. */
export function listed(terms: string[]): string {
  if (terms.length === 0) return 'none';
  const shown = terms.slice(0, mostShown).map(shortened).join(', ');
  return terms.length > mostShown ? `${shown} and ${String(terms.length - mostShown)} more` : shown;
}
