import type { Message } from '../pairs/Message';
import { longestCompared } from './longestCompared';
import type { CodeBlock, Reading } from './Reading';

const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)/;

/** Words of spaced scripts; of Chinese, Japanese and Thai, which have no spaces, each character. */
const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}])+(?:['\u2019]\p{L}+)*/gu;

/** Reads a response once for all rules: the assistant's turns, up to `longestCompared` UTF-16 units. */
export function readResponse(messages: Message[]): Reading {
  const own = messages.filter(({ role }) => role === 'assistant');
  const text = (own.length > 0 ? own : messages).map(({ content }) => content).join('\n\n');
  const read = text.slice(0, longestCompared);
  return { messages, text: read, lower: read.toLowerCase(), ...splitCode(read), ...countWords(read) };
}

function splitCode(text: string): Pick<Reading, 'prose' | 'codeBlocks' | 'openFence'> {
  const prose: string[] = [];
  const codeBlocks: CodeBlock[] = [];
  let open: { mark: string; language: string; lines: string[] } | null = null;
  for (const line of text.split('\n')) {
    const found = fence.exec(line);
    if (open && found && found[2] === '' && found[1]?.startsWith(open.mark)) {
      codeBlocks.push({ language: open.language, text: open.lines.join('\n') });
      open = null;
    } else if (open) open.lines.push(line);
    else if (found) open = { mark: found[1] ?? '```', language: found[2] ?? '', lines: [] };
    else prose.push(line);
  }
  if (open) codeBlocks.push({ language: open.language, text: open.lines.join('\n') });
  return { prose: prose.join('\n'), codeBlocks, openFence: open !== null };
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
