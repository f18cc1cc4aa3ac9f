import type { Reading, Rule } from '../Reading';
import { termsApart, type Terms } from '../termsApart';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b\\.?';
const day = '\\d{1,2}(?:st|nd|rd|th)?';

/** Dates as ISO 8601 writes them, and with English names of months: "3 May 2024", "May 3rd, 2024", "May 2024", "3 May". */
export const datePattern = new RegExp(
  `\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b${day} (?:of )?${month}(?:,? \\d{4}\\b)?|\\b${month} (?:${day}(?!\\d)(?:,? \\d{4}\\b)?|\\d{4}\\b)`,
  'g',
);

/** Dates that stand on one side only, however they are written; of a missing day or year nothing is guessed. */
export const datesApart: Rule = (a, b) => termsApart(datesOf(a), datesOf(b));

function datesOf({ prose }: Reading): Terms {
  const found: Terms = new Map();
  for (const [written] of prose.matchAll(datePattern)) {
    const key = keyOf(written);
    if (!found.has(key)) found.set(key, written);
  }
  return found;
}

function keyOf(written: string): string {
  if (/^\d{4}-/.test(written)) return written;
  const name = /[A-Za-z]{3,}/.exec(written.replace(/\d+(?:st|nd|rd|th)|\bof\b/g, ''))?.[0] ?? '';
  const numbers = written.match(/\d+/g) ?? [];
  const year = numbers.find((digits) => digits.length === 4) ?? '';
  const ofMonth = numbers.find((digits) => digits.length < 3) ?? '';
  const place = months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return `${year}-${String(place).padStart(2, '0')}-${ofMonth.padStart(2, '0')}`;
}
