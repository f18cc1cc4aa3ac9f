import { Lexer, type Token } from 'marked';
import type { Span } from './Span';

/** A block of a text: prose that holds sentences, code that no rewrite touches, a list item, blank lines, or anything else whole. */
export interface TextBlock extends Span {
  kind: 'prose' | 'code' | 'item' | 'blank' | 'whole';
  token: Token;
}

const kinds: Record<string, TextBlock['kind']> = {
  paragraph: 'prose',
  text: 'prose',
  html: 'prose',
  blockquote: 'prose',
  code: 'code',
  space: 'blank',
};

/**
 * The blocks of a text read as GitHub-flavoured Markdown: they stand one after another and join to the text again. A text that nests
 * too deeply to be read is one block of prose.
 */
export function textBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  let at = 0;
  for (const token of tokensOf(text))
    for (const part of partsOf(token)) {
      if (part.raw === '') continue;
      blocks.push({ ...part, start: at, end: at + part.raw.length });
      at += part.raw.length;
    }
  return at === text.length ? blocks : [wholeOf(text)];
}

/** The text with every line break as one "\n", and not a unit longer or shorter: places in it are places in the text. */
export function withPlainBreaks(text: string): string {
  return text.replace(/\r\n/g, ' \n').replace(/\r/g, '\n');
}

function tokensOf(text: string): Token[] {
  try {
    return new Lexer({ gfm: true }).blockTokens(withPlainBreaks(text), []);
  } catch (error) {
    if (error instanceof RangeError) return []; // the call stack
    throw error;
  }
}

function partsOf(token: Token): { kind: TextBlock['kind']; raw: string; token: Token }[] {
  if (token.type !== 'list') return [{ kind: kinds[token.type] ?? 'whole', raw: token.raw, token }];
  const items = (token.items as Token[]).map((item) => ({ kind: 'item' as const, raw: item.raw, token: item }));
  const read = items.reduce((sum, { raw }) => sum + raw.length, 0);
  return [...items, { kind: 'blank', raw: token.raw.slice(read), token }];
}

function wholeOf(text: string): TextBlock {
  return { kind: 'prose', start: 0, end: text.length, token: { type: 'paragraph', raw: text, text } as Token };
}
