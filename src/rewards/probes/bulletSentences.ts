import type { Rewrite } from './Rewrite';
import { sentencesIn } from './sentencesOf';
import { textBlocks } from './textBlocks';

/** Turns every paragraph of two or more sentences into a list. */
export const bulletSentences: Rewrite = {
  name: 'bullet-sentences',
  title: 'Sentences as bullets',
  hint: 'Turns each paragraph of two or more sentences into a list of them; not a word changes.',
  formattingOnly: true,
  apply: (text) =>
    textBlocks(text)
      .map((block) => {
        const raw = text.slice(block.start, block.end);
        return block.token.type === 'paragraph' ? bullets(raw) : raw;
      })
      .join(''),
};

function bullets(paragraph: string): string {
  const spans = sentencesIn(paragraph, { start: 0, end: paragraph.length });
  const sentences = spans.map(({ start, end }) => paragraph.slice(start, end).replace(/\s+/g, ' ').trim());
  const kept = sentences.filter((sentence) => sentence !== '');
  const tail = /\s*$/.exec(paragraph)?.[0] ?? '';
  return kept.length < 2 ? paragraph : kept.map((sentence) => `- ${sentence}`).join('\n') + tail;
}
