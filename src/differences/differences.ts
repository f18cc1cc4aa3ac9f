import { addressApart } from './rules/addressApart';
import { codeApart } from './rules/codeApart';
import { datesApart } from './rules/datesApart';
import { endingApart } from './rules/endingApart';
import { figuresApart } from './rules/figuresApart';
import { formatApart } from './rules/formatApart';
import { identifiersApart } from './rules/identifiersApart';
import { languageApart } from './rules/languageApart';
import { lengthApart } from './rules/lengthApart';
import { linksApart } from './rules/linksApart';
import { namesApart } from './rules/namesApart';
import { reasoningApart } from './rules/reasoningApart';
import { refusalApart } from './rules/refusalApart';
import { toneApart } from './rules/toneApart';
import { turnsApart } from './rules/turnsApart';
import { wordingApart } from './rules/wordingApart';
import type { Difference } from './Difference';
import { differenceTitles, type DifferenceCode } from './differenceTitles';
import type { PairTexts } from './PairTexts';
import type { Rule } from './Reading';
import { readResponse } from './readResponse';
import { sameTexts } from './sameTexts';

const rules: Record<DifferenceCode, Rule> = {
  turns: turnsApart,
  refusal: refusalApart,
  language: languageApart,
  unfinished: endingApart,
  figures: figuresApart,
  dates: datesApart,
  names: namesApart,
  links: linksApart,
  identifiers: identifiersApart,
  code: codeApart,
  format: formatApart,
  length: lengthApart,
  tone: toneApart,
  address: addressApart,
  reasoning: reasoningApart,
  wording: wordingApart,
};

const codes = Object.keys(differenceTitles) as DifferenceCode[];

/**
 * What sets two responses apart, by written rules (one file each in `rules/`): at least one difference unless the texts are
 * equal, and then none. Swapped sides give the same differences, swapped. Takes time in proportion to the texts, of which it
 * reads the first `longestCompared` UTF-16 units a side.
 */
export function differences({ a, b }: PairTexts): Difference[] {
  if (sameTexts(a, b)) return [];
  const [first, second] = [readResponse(a), readResponse(b)];
  return codes.flatMap((code) => {
    const found = rules[code](first, second);
    return found ? [{ code, title: differenceTitles[code], ...found }] : [];
  });
}
