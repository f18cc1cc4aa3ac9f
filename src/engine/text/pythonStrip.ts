/** What Python's `str.isspace` holds for: unlike JavaScript's, with the separators U+001C to U+001F and without U+FEFF. */
const spaces = new Set(
  '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
);

export type StripSide = 'both' | 'left' | 'right';

/**
 * Python's `str.strip`, `lstrip` and `rstrip`.
 * @param characters each of them is taken away, in any order; null for white space
 */
export function pythonStrip(text: string, characters: string | null, side: StripSide): string {
  const taken = characters === null ? spaces : new Set(characters);
  let start = 0;
  let end = text.length;
  if (side !== 'right') while (start < end && taken.has(pointAt(text, start))) start += pointAt(text, start).length;
  if (side !== 'left') while (end > start && taken.has(pointBefore(text, end))) end -= pointBefore(text, end).length;
  return text.slice(start, end);
}

function pointAt(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index) ?? 0);
}

function pointBefore(text: string, index: number): string {
  const low = text.charCodeAt(index - 1);
  const isPair = low >= 0xdc00 && low <= 0xdfff && index >= 2 && (text.codePointAt(index - 2) ?? 0) > 0xffff;
  return pointAt(text, isPair ? index - 2 : index - 1);
}
