import type { Reading, Rule } from '../Reading';
import { termsApart, type Terms } from '../termsApart';
import { datePattern } from './datesApart';

const figure =
  /(?<![\p{L}\p{N}_.])(?:\d{1,2}:\d{2}(?::\d{2})?(?!\d)|[-\u2212]?\p{Sc}?(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?%?)/gu;
const listMark = /^[ \t]*\d{1,3}[.)](?=\s)/gm;
const address = /https?:\/\/\S+/g;

const spelled = new Map(
  [
    ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
    ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty'],
  ].map((word, value) => [String(value), word]),
);

/**
 * Numbers of the prose that stand on one side only, compared by value: 1,000 is 1000, 3.0 is 3, 9:40 is one figure, and "three" counts as 3. Marks of
 * lists, dates, addresses and code are left out. A decimal comma is not known: 3,5 reads as 3 and 5.
 */
export const figuresApart: Rule = (a, b) =>
  termsApart(figuresOf(a), figuresOf(b), (key, side) => {
    const word = spelled.get(key);
    return word !== undefined && (side === 'a' ? a : b).words.has(word);
  });

function figuresOf({ prose }: Reading): Terms {
  const found: Terms = new Map();
  const bare = prose.replace(listMark, '').replace(address, ' ').replace(datePattern, ' ');
  for (const [written] of bare.matchAll(figure)) {
    const key = valueOf(written);
    if (!found.has(key)) found.set(key, written);
  }
  return found;
}

/** The number as a key. Those beyond what a double holds exactly are compared by their digits. */
function valueOf(written: string): string {
  if (written.includes(':')) return written;
  const digits = written.replace(/[^\d.\u2212-]/g, '').replace('\u2212', '-');
  return digits.length > 15 ? digits : String(Number(digits));
}
