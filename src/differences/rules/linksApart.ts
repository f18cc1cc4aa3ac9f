import type { Reading, Rule } from '../Reading';
import { termsApart, type Terms } from '../termsApart';

const address = /https?:\/\/[^\s<>"')\]]+/g;

/** Web addresses that stand on one side only. */
export const linksApart: Rule = (a, b) => termsApart(linksOf(a), linksOf(b));

function linksOf({ text }: Reading): Terms {
  const found: Terms = new Map();
  for (const [written] of text.matchAll(address)) {
    const whole = written.replace(/[.,;:!?*_]+$/, '');
    found.set(whole.replace(/\/$/, ''), whole.replace(/^https?:\/\/(?:www\.)?/, ''));
  }
  return found;
}
