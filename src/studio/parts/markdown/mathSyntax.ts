import type { TokenizerAndRendererExtension, Tokens } from 'marked';
import { looksLikeMath } from './looksLikeMath';

/** One formula: its source without the signs around it. */
export interface Formula {
  source: string;
  display: boolean;
  raw: string;
}

const inlineForms: { pattern: RegExp; display: boolean; dollar: boolean }[] = [
  { pattern: /^\$\$((?:[^$\\]|\\[^])+?)\$\$/, display: true, dollar: false },
  { pattern: /^\\\(([^]+?)\\\)/, display: false, dollar: false },
  { pattern: /^\\\[([^]+?)\\\]/, display: true, dollar: false },
  { pattern: /^\$((?:[^$\\\n]|\\.)+?)\$(?!\d)/, display: false, dollar: true },
];

const longestFormula = 4_000;

/** Words without any mathematical sign: "$$ fast, and $$ slowly" is slang for money. */
const onlyWords = /^[^\\^_=<>{}|\d]*[A-Za-z]{3,}[^\\^_=<>{}|\d]*$/;

/** The formula at the beginning of the text, or null. A dollar amount (`$1.23 and $4`) is none. */
export function formulaAt(text: string): Formula | null {
  const window = text.slice(0, longestFormula);
  for (const { pattern, display, dollar } of inlineForms) {
    const match = pattern.exec(window);
    if (!match) continue;
    const source = match[1] ?? '';
    if (source.includes('\n\n') || source.trim() === '') continue;
    if (display && match[0].startsWith('$') && onlyWords.test(source)) continue;
    if (dollar && (/^\s|\s$/.test(source) || !looksLikeMath(source))) continue;
    return { source, display, raw: match[0] };
  }
  return null;
}

/** Where the next formula may begin: a dollar sign that no letter, digit or backslash precedes, or `\(` and `\[`. */
function nextStart(text: string): number | undefined {
  return /(?<![\w\\$])\$|\\[([]/.exec(text)?.index;
}

function token(formula: Formula | null, type: string): Tokens.Generic | undefined {
  return formula ? { type, raw: formula.raw, formula } : undefined;
}

/**
 * Formulas as marked's own tokens: before escapes and emphasis, so that `\(`, `_` and `*` inside them mean mathematics.
 * `check` is called at every token that marked meets, and may throw to end a text that takes too long.
 */
export function mathSyntax(check: () => void, render: (formula: Formula) => string): TokenizerAndRendererExtension[] {
  const renderer = (found: Tokens.Generic) => render(found['formula'] as Formula);
  const inline: TokenizerAndRendererExtension = {
    name: 'formula',
    level: 'inline',
    start: nextStart,
    tokenizer(text) {
      check();
      return /^[$\\]/.test(text) ? token(formulaAt(text), 'formula') : undefined;
    },
    renderer,
  };
  const block: TokenizerAndRendererExtension = {
    name: 'displayedFormula',
    level: 'block',
    start: (text) => /\n {0,3}(?:\$\$|\\\[)/.exec(text)?.index,
    tokenizer(text) {
      check();
      return token(blockFormulaAt(text), 'displayedFormula');
    },
    renderer: (found) => `<p>${render(found['formula'] as Formula)}</p>`,
  };
  return [inline, block];
}

/** A displayed formula that has its lines to itself. */
function blockFormulaAt(text: string): Formula | null {
  const indent = /^ {0,3}(?=\$\$|\\\[)/.exec(text)?.[0];
  if (indent === undefined) return null;
  const formula = formulaAt(text.slice(indent.length));
  if (!formula) return null;
  const end = /^[ \t]*(?:\n|$)/.exec(text.slice(indent.length + formula.raw.length));
  return end ? { ...formula, raw: indent + formula.raw + end[0] } : null;
}
