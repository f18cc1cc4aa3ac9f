import type { Message } from '../pairs/Message';
import type { Reading } from './Reading';
import { responseText } from './responseText';
import { splitCode } from './splitCode';

/** Words of spaced scripts; of Chinese, Japanese and Thai, which have no spaces, each character. */
const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}])+(?:['\u2019]\p{L}+)*/gu;

/** Reads a response once for all rules: the assistant's turns, up to `longestCompared` UTF-16 units. */
export function readResponse(messages: Message[]): Reading {
  const read = responseText(messages);
  return { messages, text: read, lower: read.toLowerCase(), ...splitCode(read), ...countWords(read) };
}

function countWords(text: string): Pick<Reading, 'words' | 'wordCount'> {
  const words = new Map<string, number>();
  let wordCount = 0;
  for (const [word] of text.matchAll(wordPattern)) {
    const key = word.toLowerCase();
    words.set(key, (words.get(key) ?? 0) + 1);
    wordCount++;
  }
  return { words, wordCount };
}
