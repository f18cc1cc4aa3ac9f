import type { Reading, Rule } from '../Reading';
import { termsApart, type Terms } from '../termsApart';

const capital = "\\p{Lu}[\\p{L}\\p{M}'\u2019-]*\\p{L}";
const name = new RegExp(`${capital}(?: (?:of|the|de|da|van|von|al|bin|and the) ${capital}| ${capital}){0,4}`, 'gu');
const inlineCode = /`[^`\n]*`/g;
const address = /https?:\/\/\S+/g;
/** Headings, and lines that are bold from their beginning: titles write common words with capitals. */
const titles = /^[ \t]{0,12}(?:#{1,6} |(?:(?:[-*+]|\d{1,3}[.)])[ \t]{1,4})?\*\*).*$/gm;
const opensSentence = /(?:^|[.!?:;\u2026"\u201c\u201d)\]*_-]|\n)\s*$/;
const noNames = new Set(['I', 'OK', 'AI', 'God', 'Mr', 'Mrs', 'Ms', 'Dr', 'PS', 'TV']);

/** Names of one text that are looked for in the other: a text with more is a list of names. */
const mostNames = 1_000;

/**
 * Names that stand on one side only: words with a capital inside a sentence, or several in a row. A single word that opens a
 * sentence counts only where the text also has it inside one. A name that the other side has in any case is no difference.
 * Scripts without capitals, and German, where every noun has one, are beyond this rule.
 */
export const namesApart: Rule = (a, b) =>
  termsApart(namesOf(a), namesOf(b), (key, side) => stands(key, side === 'a' ? a : b));

function namesOf({ prose }: Reading): Terms {
  const found: Terms = new Map();
  const bare = prose.replace(inlineCode, ' ').replace(address, ' ').replace(titles, ' ');
  for (const match of bare.matchAll(name)) {
    const written = withoutOpening(match[0], bare.slice(Math.max(0, match.index - 4), match.index));
    if (found.size >= mostNames) break;
    if (written && !noNames.has(written) && !found.has(written.toLowerCase()))
      found.set(written.toLowerCase(), written);
  }
  return found;
}

/** A word that opens a sentence has its capital from there: without it, or null where nothing is left. */
function withoutOpening(written: string, before: string): string | null {
  if (!opensSentence.test(before)) return written;
  const words = written.split(' ');
  return words.length > 2 || (words.length === 2 && words.every((word) => word.length > 3)) ? written : null;
}

function stands(key: string, { lower, words }: Reading): boolean {
  return key.includes(' ') ? lower.includes(key) : words.has(key);
}
