import type { Reading, Rule } from '../Reading';

const kinds: { words: string; pattern: RegExp; fewest: number }[] = [
  { words: 'apologises', pattern: /\b(?:sorry|apologi[sz]e|apologies)\b/gi, fewest: 1 },
  {
    words: 'praises the question',
    pattern: /\b(?:great|good|excellent|wonderful|fantastic|interesting) (?:question|idea|point)\b/gi,
    fewest: 1,
  },
  {
    words: 'offers more help',
    pattern:
      /\b(?:let me know|feel free|hope (?:this|that) helps|happy to help|if you have any (?:other |more |further )?questions)\b/gi,
    fewest: 1,
  },
  { words: 'thanks', pattern: /\bthank(?:s| you)\b/gi, fewest: 1 },
  { words: 'exclaims', pattern: /!(?=\s|$)/g, fewest: 2 },
  { words: 'emoji', pattern: /\p{Extended_Pictographic}/gu, fewest: 1 },
];

/**
 * How the reader is addressed, by set English phrases: apologies, praise of the question, offers of more help, thanks, two or more
 * exclamation marks, emoji. It measures manners, not meaning.
 */
export const addressApart: Rule = (a, b) => {
  const [first, second] = [addressOf(a), addressOf(b)];
  return first === second ? null : { a: first, b: second };
};

function addressOf({ prose }: Reading): string {
  const found = kinds.filter(({ pattern, fewest }) => (prose.match(pattern)?.length ?? 0) >= fewest);
  return found.length > 0 ? found.map(({ words }) => words).join(', ') : 'plain';
}
