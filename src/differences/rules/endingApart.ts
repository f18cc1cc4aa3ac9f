import type { Reading, Rule } from '../Reading';

/** UTF-16 units of a last line that may be called broken off: shorter ones are titles, signatures and formulas. */
const shortestLine = 40;

/**
 * Whether one side breaks off: a code fence that was never closed, or a last line of 40 characters and more that ends in a letter,
 * a comma or a hyphen and is neither list item, heading nor table row.
 */
export const endingApart: Rule = (a, b) => {
  const [first, second] = [breaksOff(a), breaksOff(b)];
  if (first === second) return null;
  return { a: inWords(first), b: inWords(second) };
};

function breaksOff({ text, openFence }: Reading): boolean {
  if (openFence) return true;
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  if (last.length < shortestLine || /^\s*(?:[-*+#|>]|\d+[.)])/.test(last)) return false;
  return /[\p{L},-]$/u.test(last);
}

function inWords(broken: boolean): string {
  return broken ? 'breaks off' : 'comes to an end';
}
