import type { Rewrite } from './Rewrite';
import { sentencesOf } from './sentencesOf';

/** Keeps the first sentences. Code, list items and tables count as one sentence each and stay whole. */
export const shorten: Rewrite = {
  name: 'shorten',
  title: 'Shorten',
  hint: 'Keeps the first sentences; a block of code, a list item and a table count as one each.',
  formattingOnly: false,
  apply(text, { sentences }) {
    const last = sentencesOf(text)[Math.max(1, Math.floor(sentences)) - 1];
    return last === undefined || last.end >= text.trimEnd().length ? text : text.slice(0, last.end).trimEnd();
  },
};
