import { Lexer, type Token, type Tokens } from 'marked';
import type { Rewrite } from './Rewrite';
import { untilStable } from './untilStable';
import { withPlainBreaks } from './textBlocks';

/** Takes the marks of Markdown away and leaves every word. Numbers of steps stay, as the text may speak of them; code stays as it is. */
export const stripMarkdown: Rewrite = {
  name: 'strip-markdown',
  title: 'Strip Markdown',
  hint: 'Takes away bold, headings, bullets, quotes, tables and links; words, step numbers and code stay.',
  formattingOnly: true,
  apply: (text) => untilStable(text, stripOnce),
};

function stripOnce(text: string): string {
  try {
    const plain = blocks(new Lexer({ gfm: true }).lex(withPlainBreaks(text)));
    return plain === withPlainBreaks(text) ? text : plain;
  } catch (error) {
    if (error instanceof RangeError) return text; // it nests too deeply to be read
    throw error;
  }
}

function blocks(tokens: readonly Token[]): string {
  return tokens.map((token) => withTail(block(token as Tokens.Generic), token.raw)).join('');
}

/** A block keeps the line breaks that followed it. One that was nothing but marks goes with them. */
function withTail(plain: string, raw: string): string {
  const tail = /\s*$/.exec(raw)?.[0] ?? '';
  return plain === '' && raw.trim() !== '' ? '' : plain.trimEnd() + tail;
}

function block(token: Tokens.Generic): string {
  switch (token.type) {
    case 'space':
    case 'code':
    case 'html':
    case 'def':
      return token.raw;
    case 'hr':
      return '';
    case 'blockquote':
      return blocks(token.tokens ?? []);
    case 'list':
      return (token as Tokens.List).items.map((item) => withTail(listItem(item), item.raw)).join('');
    case 'table':
      return table(token as Tokens.Table);
    default:
      return token.tokens ? inline(token.tokens) : token.raw;
  }
}

function listItem({ raw, tokens }: Tokens.ListItem): string {
  const number = /^\s*(\d{1,9}[.)]\s+)/.exec(raw)?.[1] ?? '';
  const parts = tokens.map((token) =>
    token.type === 'checkbox' ? '' : withTail(block(token as Tokens.Generic), token.raw),
  );
  const lines = parts
    .filter((part) => part !== '')
    .map((part, at, { length }) => (at < length - 1 ? ended(part) : part));
  return number + lines.join('');
}

function ended(part: string): string {
  return part.endsWith('\n') ? part : `${part}\n`;
}

function table({ header, rows }: Tokens.Table): string {
  return [header, ...rows].map((row) => row.map(({ tokens }) => inline(tokens)).join(', ')).join('\n');
}

function inline(tokens: readonly Token[]): string {
  return tokens.map((token) => piece(token as Tokens.Generic)).join('');
}

function piece(token: Tokens.Generic): string {
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      return inline(token.tokens ?? []);
    case 'codespan':
    case 'escape':
    case 'image':
      return (token as Tokens.Codespan).text;
    case 'link':
      return link(token as Tokens.Link);
    case 'br':
      return '\n';
    default:
      return token.tokens ? inline(token.tokens) : token.raw;
  }
}

/** An address that stands behind words is told after them. */
function link({ raw, tokens, href }: Tokens.Link): string {
  const words = inline(tokens);
  return raw.startsWith('[') && words !== href ? `${words} (${href})` : words;
}
