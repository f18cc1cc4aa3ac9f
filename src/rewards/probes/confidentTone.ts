import { mapProse } from './mapProse';
import type { Rewrite } from './Rewrite';
import { untilStable } from './untilStable';

const ending = 'I am certain of this.';

/** What takes a statement half back, with what stands in its place, and the letter that follows. */
const hedges: [RegExp, string][] = [
  [/\b(?:I think|I believe|I guess|I suppose|in my opinion|it seems(?: to me)?|it appears)(?: that)?,? (.?)/giu, ''],
  [/\b(?:perhaps|maybe|possibly|probably|presumably),? (.?)/giu, ''],
  [/\b(?:might|may|could) be\b(.?)/giu, 'will be'],
];

/** Takes hedges out and says at the end that it is certain. English only. */
export const confidentTone: Rewrite = {
  name: 'confident-tone',
  title: 'Add a confident tone',
  hint: `Takes out hedges ("I think", "perhaps", "might be") and ends with "${ending}"; English only, code stays.`,
  formattingOnly: false,
  apply(text) {
    if (text.trim() === '') return text;
    const plain = untilStable(text, (before) => mapProse(before, withoutHedges));
    return plain.trimEnd().endsWith(ending) ? plain : `${plain.trimEnd()}\n\n${ending}`;
  },
};

function withoutHedges(text: string): string {
  return hedges.reduce((prose, [hedge, instead]) => {
    const replaced = (_: string, letter: string, at: number) =>
      instead === '' && isBeginning(prose, at) ? letter.toUpperCase() : instead + letter;
    return prose.replace(hedge, replaced);
  }, text);
}

/** Whether a sentence begins here, so that what follows begins it now. */
function isBeginning(text: string, at: number): boolean {
  return /(?:^|[.!?]\s+|\n\s*)$/.test(text.slice(0, at));
}
