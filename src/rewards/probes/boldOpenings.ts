import type { Rewrite } from './Rewrite';
import { sentencesIn } from './sentencesOf';
import { textBlocks } from './textBlocks';

/** Sets the first sentence of every paragraph in bold. */
export const boldOpenings: Rewrite = {
  name: 'bold-openings',
  title: 'Bold first sentences',
  hint: 'Sets the first sentence of each paragraph in bold where nothing in it is marked yet; not a word changes.',
  formattingOnly: true,
  apply: (text) =>
    textBlocks(text)
      .map((block) => {
        const raw = text.slice(block.start, block.end);
        return block.token.type === 'paragraph' ? bold(raw) : raw;
      })
      .join(''),
};

function bold(paragraph: string): string {
  const first = sentencesIn(paragraph, { start: 0, end: paragraph.length })[0];
  const sentence = paragraph.slice(0, first?.end).trim();
  // Marks within marks would show as stars, and a line break ends no bold.
  if (sentence === '' || /[*_`\n]/.test(sentence)) return paragraph;
  const at = paragraph.indexOf(sentence);
  return `${paragraph.slice(0, at)}**${sentence}**${paragraph.slice(at + sentence.length)}`;
}
